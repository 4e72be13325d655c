import parse, { type ParsedExpression, type ParsedTerm } from 'spdx-expression-parse';
import {
  type Expression,
  joinExpressions,
  type LicenseTerm,
} from '#knowledge/licenses/expression.ts';
import { canonicalTerm, findExceptionId, findLicenseId } from '#knowledge/licenses/spdx.ts';

// The grammar's library takes quadratic time on long input and overflows the stack on deep input.
export const MAX_EXPRESSION_LENGTH = 4096;
export const MAX_EXPRESSION_DEPTH = 50;

export type ParseResult =
  | {
      readonly kind: 'expression';
      readonly expression: Expression;
      /** Valid SPDX exactly as written: list casing of ids; operators may be in lower case. */
      readonly asWritten: boolean;
    }
  | {
      readonly kind: 'error';
      readonly reason: string;
      /** The first word that is neither a license, an exception nor an operator, when that is what is wrong. */
      readonly unknownName?: string;
    };

/** Reads an SPDX license expression; ids in any casing, canonical when they come out. Never throws. */
export function parseExpression(text: string): ParseResult {
  if (text.length > MAX_EXPRESSION_LENGTH) return error('the expression is too long');
  const scanned = scan(text);
  if (scanned.kind === 'error') return scanned;
  const parsed = parseTokens(scanned.tokens);
  if (parsed === undefined) return error('the expression is malformed');
  const expression = toExpression(parsed);
  if (expression === undefined) return error('one license is asked to be two things at once');
  return { kind: 'expression', expression, asWritten: scanned.asWritten };
}

type Scan = {
  readonly kind: 'tokens';
  readonly tokens: readonly string[];
  readonly asWritten: boolean;
};

function scan(text: string): Scan | (ParseResult & { kind: 'error' }) {
  const tokens: string[] = [];
  let asWritten = true;
  let depth = 0;
  for (const [written] of text.matchAll(/[\w.-]+|\s+|./gs)) {
    if (written.trim() === '') {
      if (written.includes('\n') || written.includes('\t')) asWritten = false;
      tokens.push(' ');
      continue;
    }
    if (written === '(') depth++;
    if (written === ')') depth--;
    if (depth < 0) return error('a parenthesis is closed that was never opened');
    if (depth > MAX_EXPRESSION_DEPTH) return error('the expression is nested too deeply');
    const canonical = canonicalWord(written);
    if (canonical === undefined) {
      return {
        ...error(`"${written.slice(0, 60)}" is not in the SPDX list`),
        unknownName: written,
      };
    }
    if (canonical !== written && !isOperator(canonical)) asWritten = false;
    tokens.push(canonical);
  }
  if (depth > 0) return error('a parenthesis is not closed');
  return { kind: 'tokens', tokens, asWritten };
}

function canonicalWord(written: string): string | undefined {
  if ('()+:'.includes(written)) return written;
  const upper = written.toUpperCase();
  if (isOperator(upper)) return upper;
  return canonicalReference(written) ?? findLicenseId(written) ?? findExceptionId(written);
}

function canonicalReference(written: string): string | undefined {
  for (const prefix of ['LicenseRef-', 'DocumentRef-']) {
    const rest = written.slice(prefix.length);
    if (!written.toLowerCase().startsWith(prefix.toLowerCase())) continue;
    // The grammar allows letters, digits, dots and hyphens only.
    return rest !== '' && !rest.includes('_') ? prefix + rest : undefined;
  }
  return undefined;
}

function isOperator(word: string): boolean {
  return word === 'AND' || word === 'OR' || word === 'WITH';
}

function parseTokens(tokens: readonly string[]): ParsedExpression | undefined {
  try {
    return parse(tokens.join(''));
  } catch {
    // The library throws bare errors for all that is not an expression; there is no more to learn from them.
    return undefined;
  }
}

function toExpression(parsed: ParsedExpression): Expression | undefined {
  if ('license' in parsed) return toTerm(parsed);
  const left = toExpression(parsed.left);
  const right = toExpression(parsed.right);
  return left && right && joinExpressions(parsed.conjunction, [left, right]);
}

function toTerm(parsed: ParsedTerm): LicenseTerm | undefined {
  const id = findLicenseId(parsed.license);
  const base: LicenseTerm | undefined =
    id === undefined
      ? { kind: 'license', id: parsed.license }
      : canonicalTerm(id, parsed.plus === true);
  if (base === undefined || parsed.exception === undefined) return base;
  // A deprecated id that carries an exception already cannot take a second one.
  return base.exception === undefined ? { ...base, exception: parsed.exception } : undefined;
}

function error(reason: string): ParseResult & { kind: 'error' } {
  return { kind: 'error', reason };
}
