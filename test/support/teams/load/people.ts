import { createHash } from 'node:crypto';

/** One of as many people as a load needs, by number: the sender and the stub know the same. */
export interface LoadPerson {
  /** As Teams names them to this bot. */
  readonly id: string;
  readonly aadObjectId: string;
  readonly email: string;
  /** Their conversation with the bot. */
  readonly conversation: string;
}

/** As long as those of Teams are. */
export function loadPerson(number: number): LoadPerson {
  const seed = createHash('sha512').update(`load ${number}`).digest();
  const look = seed.toString('base64url');
  const hex = seed.toString('hex');
  return {
    id: `29:1${number}-${look.slice(0, 80)}`,
    aadObjectId: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
    email: `person${number}@example.com`,
    conversation: `a:1${number}-${look}${look.slice(0, 12)}`,
  };
}

/** Undefined for an id that is nobody's. */
export function personOfId(id: string): LoadPerson | undefined {
  const number = /^29:1(\d+)-/.exec(id)?.[1];
  return number === undefined ? undefined : loadPerson(Number(number));
}
