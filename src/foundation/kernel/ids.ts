import { randomInt, randomUUID } from 'node:crypto';

/** An id for a row; UUID, so that two processes never collide. */
export function newId(): string {
  return randomUUID();
}

// No 0/O, 1/I/L, U: a person reads the reference aloud or copies it from a screenshot.
const REFERENCE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short reference that stands both on the person's card and in the log, such as `7F3KQ2`. */
export function newReference(): string {
  let reference = '';
  for (let position = 0; position < 6; position++) {
    reference += REFERENCE_ALPHABET[randomInt(REFERENCE_ALPHABET.length)];
  }
  return reference;
}
