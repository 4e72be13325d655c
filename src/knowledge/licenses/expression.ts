/**
 * A license expression as a tree. Ids are canonical: list casing, deprecated ids replaced.
 * `AND` binds tighter than `OR`; operands are flattened and keep their order.
 */
export type Expression = LicenseTerm | Conjunction;

export interface LicenseTerm {
  readonly kind: 'license';
  /** SPDX id, `LicenseRef-…` or `DocumentRef-…:LicenseRef-…`. */
  readonly id: string;
  /** A license exception (`WITH`), list casing. */
  readonly exception?: string;
  /** A trailing `+` that has no `-or-later` id of its own, as in `MPL-1.1+`. */
  readonly orLater?: true;
}

export interface Conjunction {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}

/** The canonical text: upper-case operators, and parentheses only where an `OR` stands inside an `AND`. */
export function printExpression(expression: Expression): string {
  if (expression.kind === 'license') return printTerm(expression);
  const operator = expression.kind === 'and' ? ' AND ' : ' OR ';
  return expression.operands
    .map((operand) => {
      const text = printExpression(operand);
      return expression.kind === 'and' && operand.kind === 'or' ? `(${text})` : text;
    })
    .join(operator);
}

/** The licenses of an expression, each once. */
export function licenseIdsIn(expression: Expression): readonly string[] {
  if (expression.kind === 'license') return [expression.id];
  return [...new Set(expression.operands.flatMap(licenseIdsIn))];
}

/** Joins operands, taking the operands of the same kind into one level; one operand alone stays itself. */
export function joinExpressions(
  kind: 'and' | 'or',
  operands: readonly [Expression, ...Expression[]],
): Expression {
  const flat = operands.flatMap((operand) =>
    operand.kind === kind ? operand.operands : [operand],
  );
  return operands.length === 1 ? operands[0] : { kind, operands: flat };
}

function printTerm(term: LicenseTerm): string {
  const id = term.orLater === true ? `${term.id}+` : term.id;
  return term.exception === undefined ? id : `${id} WITH ${term.exception}`;
}
