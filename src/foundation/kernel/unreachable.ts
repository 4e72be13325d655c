/** Closes a `switch` over a union: the compiler complains when a case is missing. */
export function unreachable(value: never): never {
  throw new TypeError(`unexpected case: ${JSON.stringify(value)}`);
}
