import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import type { z } from 'zod';

/** A mistake in an office file, where it stands and what was expected there. */
export interface Mistake {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Where in the file, as in `rows[3].clauses[0].verdict`; empty for the whole. */
  readonly path: string;
  readonly expected: string;
}

export type YamlReading<T> =
  | { readonly kind: 'value'; readonly value: T; lineOf(path: Path): number }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly Mistake[] };

export type Path = readonly (string | number)[];

const MAX_CHARACTERS = 1_000_000;
const MAX_NESTING = 40;

/** YAML text checked against a schema. Anchors and aliases are refused: they can grow without bound and nobody needs them here. */
export function readYaml<T>(text: string, file: string, schema: z.ZodType<T>): YamlReading<T> {
  const whole = (expected: string): YamlReading<T> => ({
    kind: 'mistakes',
    mistakes: [{ file, line: 1, path: '', expected }],
  });
  if (text.length > MAX_CHARACTERS) return whole(`at most ${MAX_CHARACTERS} characters`);
  if (nestsTooDeeply(text)) return whole(`at most ${MAX_NESTING} levels of nesting`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line || 1;
  const syntax = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: lineAt(error.pos[0]),
    path: '',
    expected: `valid YAML: ${error.message}`,
  }));
  if (syntax.length > 0) return { kind: 'mistakes', mistakes: syntax };

  const aliases: Mistake[] = [];
  visit(document, (_key, node) => {
    if (isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor)) {
      aliases.push({
        file,
        line: lineAt(node.range?.[0] ?? 0),
        path: '',
        expected: 'no anchors (&) and aliases (*): write the value out',
      });
    }
  });
  if (aliases.length > 0) return { kind: 'mistakes', mistakes: aliases };

  const lineOf = (path: Path): number => {
    for (let length = path.length; length > 0; length--) {
      const node = nodeAt(document, path.slice(0, length));
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return 1;
  };
  const checked = schema.safeParse(document.toJS());
  if (checked.success) return { kind: 'value', value: checked.data, lineOf };
  return {
    kind: 'mistakes',
    mistakes: checked.error.issues.flatMap(clearest).map((issue) => {
      const path = issue.path.filter((key) => typeof key !== 'symbol');
      return { file, line: lineOf(path), path: pathText(path), expected: issue.message };
    }),
  };
}

/** Of what stands under a name the name: a list and a map begin on the line below it. */
function nodeAt(document: Document, path: Path): unknown {
  const around = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const name = path.at(-1);
  const pair = isMap(around)
    ? around.items.find(({ key }) => isScalar(key) && key.value === name)
    : undefined;
  return pair?.key ?? document.getIn(path, true);
}

/** Of a union's issues the one that came furthest: "expected one of …" says more than "invalid input". */
function clearest(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const branches = issue.errors.filter((issues) => issues.length > 0);
  const deepest = branches.reduce<readonly z.core.$ZodIssue[]>(
    (best, next) => (depth(next) > depth(best) ? next : best),
    branches[0] ?? [],
  );
  if (deepest.length === 0) return [issue];
  return deepest.flatMap((inner) => clearest({ ...inner, path: [...issue.path, ...inner.path] }));
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

/** A path as people read it: `rows[3].clauses[0].verdict`. */
export function pathText(path: Path): string {
  return path
    .map((key, at) => (typeof key === 'number' ? `[${key}]` : `${at ? '.' : ''}${key}`))
    .join('');
}

// The YAML library recurses as deep as the text nests, so a hostile file could overflow the stack.
function nestsTooDeeply(text: string): boolean {
  let flow = 0;
  for (const character of text) {
    if (character === '[' || character === '{') flow++;
    if (character === ']' || character === '}') flow--;
    if (flow > MAX_NESTING) return true;
  }
  return text.split('\n').some((line) => {
    const start = /^[ ]{0,400}(?:- ){0,200}/.exec(line)?.[0].length ?? 0;
    return start > MAX_NESTING * 4;
  });
}
