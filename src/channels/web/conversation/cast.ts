import type { Clock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { type Persona, personaAccount } from '#foundation/people/personas.ts';
import type { Db } from '#foundation/store/database.ts';

/** Who plays which persona. */
export interface Cast {
  readonly personas: readonly Persona[];
  /** Whether there is such a persona. */
  plays(persona: string): boolean;
  personOf(persona: string): string;
  /** Undefined for somebody who is no persona. */
  personaOf(personId: string): string | undefined;
  readonly people: readonly string[];
  /** The same with their names, to choose from. */
  readonly players: readonly { readonly id: string; readonly name: string }[];
}

/** The people behind the personas; whoever is not known yet becomes one. */
export async function findCast(db: Db, clock: Clock, personas: readonly Persona[]): Promise<Cast> {
  const byPersona = new Map<string, string>();
  for (const persona of personas) {
    byPersona.set(persona.id, await personFor(db, personaAccount(persona), clock));
  }
  const byPerson = new Map([...byPersona].map(([persona, person]) => [person, persona] as const));
  return {
    personas,
    plays: (persona) => byPersona.has(persona),
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
