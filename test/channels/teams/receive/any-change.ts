import fc from 'fast-check';

/** What may stand where something else was meant. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1e308,
    Number.MIN_SAFE_INTEGER,
    '',
    '\0',
    '\ud800',
    '__proto__',
    'constructor',
    '../../etc',
    'x'.repeat(5000),
    [],
    {},
    [[[]]],
    [null],
    { __proto__: null, toString: 1 },
    JSON.parse('{"__proto__":{"type":"message","channelId":"msteams"}}'),
  ),
  fc.jsonValue({ maxDepth: 3 }),
);

type Path = readonly (string | number)[];

/** A payload of which one or more members, at any depth, are something else or not there. */
export function anyChangeOf(payload: unknown): fc.Arbitrary<unknown> {
  const paths = pathsIn(payload, []);
  const change = fc.record({ path: fc.constantFrom(...paths), put: fc.option(anything) });
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => changes.reduce<unknown>(putAt, payload));
}

/** A payload once for each member and each wrong thing in its place. */
export function* eachChangeOf(payload: unknown, wrongs: readonly unknown[]): Generator<unknown> {
  for (const path of pathsIn(payload, [])) {
    for (const put of wrongs) yield putAt(payload, { path, put });
  }
}

function pathsIn(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...path, key]));
  return [path, ...inner];
}

/** `undefined` takes it away. */
function putAt(
  value: unknown,
  { path, put }: { readonly path: Path; readonly put: unknown },
): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  if (typeof value !== 'object' || value === null) return value;
  const before = Object.entries(value);
  const after = before.map(([name, member]) =>
    name === key ? [name, putAt(member, { path: rest, put })] : [name, member],
  );
  const kept = after.filter(([, member]) => member !== undefined);
  return Array.isArray(value) ? kept.map(([, member]) => member) : Object.fromEntries(kept);
}
