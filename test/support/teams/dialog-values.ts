import { inputsOf } from './words.ts';

/** What Teams sends beside a button's own data when nothing was changed: all values as texts, empty ones left out. */
export function untouched(card: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    inputsOf(card).flatMap(({ id, value }) =>
      value === undefined ? [] : [[String(id), String(value)]],
    ),
  );
}
