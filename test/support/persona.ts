import type { AccountName } from '#foundation/people/accounts.ts';
import { personaAccount, personas } from '#foundation/people/personas.ts';

/** The account behind a persona of every web chat. */
export function accountOf(id: string): AccountName {
  const persona = personas.find((one) => one.id === id);
  if (!persona) throw new Error(`there is no persona ${id}`);
  return personaAccount(persona);
}
