import { createHash, randomInt, randomUUID } from 'node:crypto';

/** An id for a row; UUID, so that two processes never collide. */
export function newId(): string {
  return randomUUID();
}

/** A UUID of version 8, made from a name: the same name is the same row. */
export function idOf(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
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
