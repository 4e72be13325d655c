import type { AccountName } from '#foundation/people/accounts.ts';
import type { Role } from '#foundation/people/roles.ts';

/** Somebody whom the web chat plays: whoever sits at this machine may be any of them. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  /** What they may do where the web chat plays them, whatever the office folder says. */
  readonly roles: readonly Role[];
}

/** Those of every web chat; a rehearsal has more. */
export const personas: readonly Persona[] = [
  { id: 'developer', name: 'Developer', roles: [] },
  { id: 'manager', name: 'Engineering manager', roles: [] },
  { id: 'legal', name: 'Legal', roles: ['reviewer:legal'] },
  { id: 'security', name: 'Security', roles: ['reviewer:security'] },
  { id: 'ospo', name: 'OSPO', roles: ['ospo', 'reviewer:ospo'] },
];

export const PERSONA_PLATFORM = 'persona';

/** The account behind a persona, for `personFor`. */
export function personaAccount({ id, name }: Pick<Persona, 'id' | 'name'>): AccountName {
  return { platform: PERSONA_PLATFORM, externalId: id, displayName: name };
}
