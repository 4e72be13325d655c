import { type Expression, printExpression } from '#knowledge/licenses/expression.ts';
import type { Family } from '#knowledge/licenses/names/families.ts';

/** What a license name says when all of it is understood: one license, or only a family of them. */
export type NameReading =
  | { readonly kind: 'license'; readonly expression: Expression; readonly lineage?: Family }
  | {
      readonly kind: 'family';
      readonly family: string;
      readonly candidates: readonly string[];
      readonly lineage?: Family;
    };

/** What two names for one thing say together: the same, the clearer of the two, or no single license. */
export function agree(outside: NameReading, inside: NameReading): NameReading {
  if (same(outside, inside)) return outside;
  if (outside.kind === 'family' && covers(outside, inside)) return inside;
  if (inside.kind === 'family' && covers(inside, outside)) return outside;
  const candidates = [...candidatesOf(outside), ...candidatesOf(inside)];
  return { kind: 'family', family: 'two different licenses', candidates };
}

function covers(vague: NameReading & { kind: 'family' }, exact: NameReading): boolean {
  if (vague.lineage !== undefined && vague.lineage === exact.lineage) return true;
  return candidatesOf(exact).every((id) => vague.candidates.includes(id));
}

export function same(first: NameReading, second: NameReading): boolean {
  return first.kind === second.kind && candidatesOf(first).join() === candidatesOf(second).join();
}

/** The ids a reading may mean. */
export function candidatesOf(reading: NameReading): readonly string[] {
  return reading.kind === 'family' ? reading.candidates : [printExpression(reading.expression)];
}
