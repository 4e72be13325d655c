import { eq } from 'drizzle-orm';
import type { AccountName } from '#foundation/people/accounts.ts';
import type { Db } from '#foundation/store/database.ts';
import { accounts } from '#foundation/store/schema.ts';

/** The roles that the web chat plays: whoever sits at this machine may be any of them. */
export const personas = [
  { id: 'developer', name: 'Developer' },
  { id: 'manager', name: 'Engineering manager' },
  { id: 'legal', name: 'Legal' },
  { id: 'security', name: 'Security' },
  { id: 'ospo', name: 'OSPO' },
] as const;

export type PersonaId = (typeof personas)[number]['id'];

const PLATFORM = 'persona';

export function findPersona(id: unknown): PersonaId | undefined {
  return personas.find((persona) => persona.id === id)?.id;
}

/** The account behind a persona, for `personFor`. */
export function personaAccount(id: PersonaId): AccountName {
  const name = personas.find((persona) => persona.id === id)?.name;
  return {
    platform: PLATFORM,
    externalId: id,
    ...(name === undefined ? {} : { displayName: name }),
  };
}

/** Whether a person works in the OSPO. Asked at every press, never taken from what was pressed. */
export async function isOspo(db: Db, personId: string): Promise<boolean> {
  const held = await db
    .select({ platform: accounts.platform, externalId: accounts.externalId })
    .from(accounts)
    .where(eq(accounts.personId, personId));
  return held.some(({ platform, externalId }) => platform === PLATFORM && externalId === 'ospo');
}
