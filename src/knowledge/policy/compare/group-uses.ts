import type { Uses } from '#knowledge/policy/compare/change.ts';
import type { Policy, Row } from '#knowledge/policy/file/policy-file.ts';
import { Asset, Delivery, Linkage, Use, UseKind } from '#knowledge/policy/use.ts';

type Part = keyof Use;
type Value = Use[Part];

/** All values that a part of a use may have. */
export const valuesOf = {
  use: UseKind.options,
  modified: [false, true],
  linkage: Linkage.options,
  asset: Asset.options,
  delivery: Delivery.options,
  userProduct: Use.shape.userProduct.options,
  role: Use.shape.role.options,
  lockedBoot: Use.shape.lockedBoot.options,
  appStore: Use.shape.appStore.options,
} as const satisfies Uses;

/** The cast: Object.keys forgets the names. */
export const parts = Object.keys(valuesOf) as readonly Part[];

/** Uses of one kind that no rule of the policies tells apart. */
export interface UseGroup {
  readonly uses: Uses;
  /** One of them. */
  readonly use: Use;
}

/** Every use that there is. Of each kind only those parts are told apart that a rule for that kind looks at. */
export function groupUses(policies: readonly Policy[]): readonly UseGroup[] {
  const matters = builtIn(policies);
  return UseKind.options.flatMap((kind) => {
    const conditions = policies.flatMap((policy) => conditionsFor(policy, kind));
    const choices = parts.map((part): readonly (readonly Value[])[] =>
      part === 'use' ? [[kind]] : alike(part, conditions, matters),
    );
    return combine(choices).map((chosen) => ({
      uses: fromParts<Uses>(chosen),
      use: fromParts<Use>(chosen.map(([first]) => first)),
    }));
  });
}

/** What else than its rules can make two policies judge differently, or differently in two uses. */
export interface BuiltIn {
  /** They know other license exceptions, which lift duties. */
  readonly duties: boolean;
  /** A rule asks whether a license's network clause holds. */
  readonly network: boolean;
}

export function builtIn(policies: readonly Policy[]): BuiltIn {
  const [old, now] = policies.map(({ licenseExceptions: { linking, ...others } }) =>
    JSON.stringify([linking, others['generated-output']]),
  );
  const network = policies.some(({ decides, atLeast, rows }) =>
    [...decides, ...atLeast, ...rows.flatMap(({ clauses }) => clauses)].some(
      ({ when }) => when.networkClauseHolds !== undefined,
    ),
  );
  return { duties: old !== now, network };
}

/** What duties and network clauses look at in a use, as far as it matters. */
export function seenInUse({ use, modified, linkage, role }: Use, matters: BuiltIn): string {
  return JSON.stringify([
    matters.duties && [use, modified, joined(linkage)],
    matters.network && [modified, role === 'backing'],
  ]);
}

/** The part's values, in lists of those that all conditions treat alike. */
function alike(
  part: Part,
  conditions: readonly Row['for'][],
  { duties, network }: BuiltIn,
): readonly (readonly Value[])[] {
  const traits = (value: Value): string =>
    JSON.stringify([
      conditions.map((condition) => (namesValue(condition, part, value) ? 1 : 0)).join(''),
      part === 'modified' && (duties || network) && value,
      part === 'linkage' && duties && joined(value),
      part === 'role' && network && value === 'backing',
    ]);
  return [...Map.groupBy<string, Value>(valuesOf[part], traits).values()];
}

function joined(linkage: Value): unknown {
  return linkage === 'dynamic' || linkage === 'static' ? 'linked' : linkage;
}

function namesValue(condition: Row['for'], part: Part, value: Value): boolean {
  const wanted: unknown = condition[part];
  if (wanted === undefined) return true;
  return Array.isArray(wanted) ? wanted.includes(value) : wanted === value;
}

/** The conditions that can hold for this kind of use. */
function conditionsFor(policy: Policy, kind: UseKind): readonly Row['for'][] {
  const canHold = ({ use }: Row['for']): boolean => use === undefined || use.includes(kind);
  const { decides, atLeast, rows } = policy;
  const rowsHere = rows.filter((row) => canHold(row.for));
  const names = new Set(rowsHere.flatMap(({ row, like }) => [row, ...(like ?? [])]));
  const clauses = rows.filter(({ row }) => names.has(row)).flatMap((row) => row.clauses);
  const rules = [...decides, ...atLeast, ...clauses].map(({ when }): Row['for'] => when);
  return [...rowsHere.map((row) => row.for), ...rules].filter(canHold);
}

function combine<T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return choices.reduce<readonly (readonly T[])[]>(
    (combined, options) => combined.flatMap((begun) => options.map((one) => [...begun, one])),
    [[]],
  );
}

/** The cast: the values stand in the order of `parts`. */
function fromParts<T extends Use | Uses>(values: readonly unknown[]): T {
  return Object.fromEntries(parts.map((part, at) => [part, values[at]])) as unknown as T;
}
