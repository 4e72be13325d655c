import { parseAst } from 'vitest/node';

/** What the house rules look at in one TypeScript file. */
export interface SourceFile {
  /** From the repository's root, such as `src/knowledge/policy/use.ts`. */
  readonly path: string;
  readonly lines: number;
  /** What it imports in any way (static, type, re-export, dynamic, require), as written; `null` for one that is computed. */
  readonly imports: readonly (string | null)[];
  readonly readsEnvironment: boolean;
  readonly hasEmptyCatch: boolean;
  /** It only passes on what other files export. */
  readonly isBarrel: boolean;
}

/** Parses with the parser that vitest itself uses, so comments and strings are never mistaken for code. */
export function readSource(path: string, text: string): SourceFile {
  const program: unknown = parseAst(text, { lang: 'ts', astType: 'ts', sourceType: 'module' });
  const imports: (string | null)[] = [];
  let readsEnvironment = false;
  let hasEmptyCatch = false;
  for (const node of nodesOf(program)) {
    imports.push(...importsOf(node));
    readsEnvironment ||= isEnvironment(node);
    hasEmptyCatch ||= isEmptyCatch(node);
  }
  return {
    path,
    lines: text.replace(/\n$/, '').split('\n').length,
    imports,
    readsEnvironment,
    hasEmptyCatch,
    isBarrel: isBarrel(program),
  };
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string };

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) {
    for (const member of value) yield* nodesOf(member);
    return;
  }
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

function importsOf(node: Node): (string | null)[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return [literal(node.source)];
    case 'ExportNamedDeclaration':
      return isNode(node.source) ? [literal(node.source)] : [];
    case 'TSExternalModuleReference':
      return [literal(node.expression)];
    case 'CallExpression':
      return isRequire(node.callee) ? [literal(firstOf(node.arguments))] : [];
    default:
      return [];
  }
}

/** `require(…)`, `require.resolve(…)`, `import.meta.resolve(…)`. */
function isRequire(callee: unknown): boolean {
  if (nameOf(callee) === 'require') return true;
  if (
    !isNode(callee) ||
    callee.type !== 'MemberExpression' ||
    nameOf(callee.property) !== 'resolve'
  ) {
    return false;
  }
  const object = callee.object;
  return nameOf(object) === 'require' || (isNode(object) && object.type === 'MetaProperty');
}

/** `process.env`, `process['env']`, `const { env } = process`, `import { env } from 'node:process'`. */
function isEnvironment(node: Node): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return (
        isProcess(node.object) && [nameOf(node.property), literal(node.property)].includes('env')
      );
    case 'VariableDeclarator':
      return isProcess(node.init) && isNode(node.id) && node.id.type === 'ObjectPattern';
    case 'ImportDeclaration':
      return (
        ['process', 'node:process'].includes(literal(node.source) ?? '') &&
        [...nodesOf(node.specifiers)].some((part) => nameOf(part.imported) === 'env')
      );
    default:
      return false;
  }
}

function isProcess(node: unknown): boolean {
  if (nameOf(node) === 'process') return true;
  return (
    isNode(node) &&
    node.type === 'MemberExpression' &&
    nameOf(node.object) === 'globalThis' &&
    nameOf(node.property) === 'process'
  );
}

/** A `catch` block, or a function given to `.catch(…)`, with nothing in it. */
function isEmptyCatch(node: Node): boolean {
  if (node.type === 'CatchClause') return isEmptyBlock(node.body);
  if (node.type !== 'CallExpression' || !isNode(node.callee)) return false;
  if (nameOf(node.callee.property) !== 'catch') return false;
  const handler = firstOf(node.arguments);
  return isNode(handler) && isEmptyBlock(handler.body);
}

function isEmptyBlock(node: unknown): boolean {
  return isNode(node) && node.type === 'BlockStatement' && firstOf(node.body) === undefined;
}

function isBarrel(program: unknown): boolean {
  const statements = isNode(program) && Array.isArray(program.body) ? program.body : [];
  const only = statements.filter(isNode).every((statement) => {
    if (statement.type === 'ExportNamedDeclaration') return !isNode(statement.declaration);
    return ['ImportDeclaration', 'ExportAllDeclaration'].includes(statement.type);
  });
  return (
    only &&
    statements.some((statement) => isNode(statement) && statement.type !== 'ImportDeclaration')
  );
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : undefined;
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && typeof node.name === 'string' ? node.name : undefined;
}

/** The text of a string literal (or of a template without holes); `null` for anything computed. */
function literal(node: unknown): string | null {
  if (!isNode(node)) return null;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral' || firstOf(node.expressions) !== undefined) return null;
  const quasi = firstOf(node.quasis);
  const value = isNode(quasi) ? quasi.value : undefined;
  return typeof value === 'object' &&
    value !== null &&
    'cooked' in value &&
    typeof value.cooked === 'string'
    ? value.cooked
    : null;
}
