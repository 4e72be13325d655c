export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The first table under a heading (its words, any level) of a Markdown text. */
export function tableUnder(heading: string, markdown: string): Table {
  const lines = markdown.split('\n');
  const start = lines.findIndex(
    (line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading,
  );
  if (start < 0) throw new Error(`no heading "${heading}"`);
  const end = lines.findIndex((line, index) => index > start && /^#+ /.test(line));
  const section = lines.slice(start + 1, end < 0 ? lines.length : end);
  const first = section.findIndex((line) => line.startsWith('|'));
  const table = first < 0 ? [] : section.slice(first);
  const last = table.findIndex((line) => !line.startsWith('|'));
  const [columns = [], , ...rows] = table.slice(0, last < 0 ? table.length : last).map(cells);
  return { columns, rows };
}

/** The column's cells as words: code marks are dropped. */
export function column(table: Table, name: string): readonly string[] {
  const index = table.columns.indexOf(name);
  if (index < 0) throw new Error(`no column "${name}" in ${table.columns.join(', ')}`);
  return table.rows.map((row) => (row[index] ?? '').replaceAll('`', ''));
}

/** Where the links of a Markdown text point, code left out. */
export function linksIn(markdown: string): readonly string[] {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, target = '']) => target);
}

/** The names that links can use for the headings of a Markdown text. */
export function anchorsIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function cells(line: string): string[] {
  // A bar inside a cell is written as \|.
  return line
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}
