import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { StewardError } from '#foundation/kernel/errors.ts';

/** Length of a key in bytes. */
export const keyBytes = 32;

const VERSION = '1';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The text, readable only with the first key, as `1.<key id>.<nonce>.<tag and text>`. It is bound to the id of the
 * row that it stands in: put into another row, it does not open.
 */
export function seal(keys: readonly Buffer[], id: string, text: string): string {
  const key = firstKey(keys);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(id));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = [nonce, Buffer.concat([cipher.getAuthTag(), body])];
  return [VERSION, keyId(key), ...parts.map((part) => part.toString('base64url'))].join('.');
}

/** The text again. Throws `misconfigured` when the key is not among these, or anything was changed. */
export function open(keys: readonly Buffer[], id: string, sealed: string): string {
  const [version, name, nonce = '', rest = '', ...more] = sealed.split('.');
  if (version !== VERSION || more.length > 0) throw damaged(id);
  const key = keys.find((one) => keyId(one) === name);
  if (!key) throw withoutKey(id);
  const bytes = Buffer.from(rest, 'base64url');
  try {
    const iv = Buffer.from(nonce, 'base64url');
    const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(id));
    decipher.setAuthTag(bytes.subarray(0, TAG_BYTES));
    const opened = [decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()];
    return Buffer.concat(opened).toString('utf8');
  } catch {
    // Node says no more than that it failed.
    throw damaged(id);
  }
}

/** Whether it was sealed with the first key: an older one may be given up only when nothing needs it. */
export function isSealedWithFirst(keys: readonly Buffer[], sealed: string): boolean {
  return sealed.split('.')[1] === keyId(firstKey(keys));
}

function firstKey(keys: readonly Buffer[]): Buffer {
  const [key] = keys;
  if (!key) {
    throw new StewardError('misconfigured', 'no key to seal with', {
      advice: 'SLACK_TOKEN_KEYS names no key.',
    });
  }
  return key;
}

/** Tells keys apart and says nothing about them. */
function keyId(key: Buffer): string {
  return createHmac('sha256', key).update('key id').digest().subarray(0, 6).toString('base64url');
}

function withoutKey(id: string): StewardError {
  return new StewardError('misconfigured', `no key opens the installation ${id}`, {
    advice:
      'The key that sealed this installation is not in SLACK_TOKEN_KEYS. Add it behind the others, or install Steward in that workspace again.',
  });
}

function damaged(id: string): StewardError {
  return new StewardError('misconfigured', `the installation ${id} was changed`, {
    advice:
      'What is kept about this installation was changed or damaged. Install Steward in that workspace again.',
  });
}
