import { type Expression, printExpression } from '#knowledge/licenses/expression.ts';
import type { LicenseFinding } from '#knowledge/licenses/normalize.ts';

/** What the policy judges: an expression, or one of the ways in which there is none. */
export type LicenseSubject =
  | { readonly kind: 'expression'; readonly expression: Expression }
  /** Looked for and verified that nobody has given permission (`NONE`, or `UNLICENSED` by someone else). */
  | { readonly kind: 'no-permission'; readonly written: string }
  /** Nobody knows yet (`NOASSERTION`). */
  | { readonly kind: 'nobody-knows' }
  /** Something is written that gives no certain license: a family, a file, an address, a custom text. */
  | { readonly kind: 'unreadable'; readonly finding: LicenseFinding };

/** A published field as a subject for the policy. A missing field is "nobody knows", never "none". */
export function subjectOf(finding: LicenseFinding): LicenseSubject {
  const published = finding.published.trim().toUpperCase();
  if (finding.expression) return { kind: 'expression', expression: finding.expression };
  if (published === 'NONE' || published === 'UNLICENSED')
    return { kind: 'no-permission', written: published };
  if (finding.class === 'missing') return { kind: 'nobody-knows' };
  return { kind: 'unreadable', finding };
}

/** How the subject is written: the expression, or the word for its absence. */
export function subjectText(subject: LicenseSubject): string {
  switch (subject.kind) {
    case 'expression':
      return printExpression(subject.expression);
    case 'no-permission':
      return subject.written;
    case 'nobody-knows':
      return 'NOASSERTION';
    case 'unreadable':
      return subject.finding.published;
  }
}
