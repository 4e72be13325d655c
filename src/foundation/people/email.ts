// RFC 5321's limit for what can be delivered to.
const LONGEST_EMAIL = 254;

/**
 * Only ASCII: other alphabets have letters that look like ours, or become ours in lower case (the Kelvin sign), and
 * an address is what makes two accounts one person.
 */
const EMAIL =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{1,62}$/;

/** An e-mail address in lower case, so that two are the same when they are equal; undefined when it is none. */
export function emailFrom(raw: string | null | undefined): string | undefined {
  const text = raw?.trim() ?? '';
  return text.length <= LONGEST_EMAIL && EMAIL.test(text) ? text.toLowerCase() : undefined;
}
