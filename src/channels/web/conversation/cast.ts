import type { Clock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { type PersonaId, personaAccount, personas } from '#foundation/people/personas.ts';
import type { Db } from '#foundation/store/database.ts';

/** Who plays which persona. */
export interface Cast {
  personOf(persona: PersonaId): string;
  /** Undefined for somebody who is no persona. */
  personaOf(personId: string): PersonaId | undefined;
  readonly people: readonly string[];
  /** The same with their names, to choose from. */
  readonly players: readonly { readonly id: string; readonly name: string }[];
}

/** The people behind the personas; whoever is not known yet becomes one. */
export async function findCast(db: Db, clock: Clock): Promise<Cast> {
  const byPersona = new Map<PersonaId, string>();
  for (const { id } of personas) {
    byPersona.set(id, await personFor(db, personaAccount(id), clock));
  }
  const byPerson = new Map([...byPersona].map(([persona, person]) => [person, persona] as const));
  return {
    personOf(persona) {
      const person = byPersona.get(persona);
      if (person === undefined) throw new TypeError(`nobody plays ${persona}`);
      return person;
    },
    personaOf: (personId) => byPerson.get(personId),
    people: [...byPerson.keys()],
    players: personas.flatMap(({ id, name }) => {
      const person = byPersona.get(id);
      return person === undefined ? [] : [{ id: person, name }];
    }),
  };
}
