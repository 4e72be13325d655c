import type { AccountName } from '#foundation/people/accounts.ts';
import type { Role } from '#foundation/people/roles.ts';

/** The roles that the web chat plays: whoever sits at this machine may be any of them. */
export const personas = [
  { id: 'developer', name: 'Developer' },
  { id: 'manager', name: 'Engineering manager' },
  { id: 'legal', name: 'Legal' },
  { id: 'security', name: 'Security' },
  { id: 'ospo', name: 'OSPO' },
] as const;

export type PersonaId = (typeof personas)[number]['id'];

export const PERSONA_PLATFORM = 'persona';

export function findPersona(id: unknown): PersonaId | undefined {
  return personas.find((persona) => persona.id === id)?.id;
}

/** The account behind a persona, for `personFor`. */
export function personaAccount(id: PersonaId): AccountName {
  const name = personas.find((persona) => persona.id === id)?.name;
  return {
    platform: PERSONA_PLATFORM,
    externalId: id,
    ...(name === undefined ? {} : { displayName: name }),
  };
}

const rolesOf: Readonly<Record<PersonaId, readonly Role[]>> = {
  developer: [],
  manager: [],
  legal: ['reviewer:legal'],
  security: ['reviewer:security'],
  ospo: ['ospo', 'reviewer:ospo'],
};

/** What a persona may do where the web chat plays them, whatever the office folder says. */
export function rolesOfPersona(id: PersonaId): readonly Role[] {
  return rolesOf[id];
}
