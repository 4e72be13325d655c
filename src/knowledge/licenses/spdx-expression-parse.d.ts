/** The package has no types of its own; this is the part of its answer that we read. */
declare module 'spdx-expression-parse' {
  export interface ParsedTerm {
    readonly license: string;
    readonly plus?: true;
    readonly exception?: string;
  }
  export type ParsedExpression =
    | ParsedTerm
    | {
        readonly left: ParsedExpression;
        readonly conjunction: 'and' | 'or';
        readonly right: ParsedExpression;
      };
  export default function parse(source: string): ParsedExpression;
}
