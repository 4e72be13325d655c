import { readFrontMatter } from '#knowledge/handbook/reading/front-matter.ts';
import { readMarkdown } from '#knowledge/handbook/reading/markdown.ts';
import type { HandbookFault, Section } from '#knowledge/handbook/section.ts';

export interface ReadPage {
  readonly sections: readonly Section[];
  readonly faults: readonly HandbookFault[];
}

/** Characters of a heading; what is longer is a paragraph that lost its way. */
const HEADING_MOST = 300;
const SECTIONS_MOST = 2000;

/** A file of the handbook, by the headings that it has; `file` is its path in the folder. Reads any text. */
export function readPage(file: string, text: string): ReadPage {
  const { page, body, faults } = readFrontMatter(file, withoutMark(text));
  const sections: { page: typeof page; path: readonly string[]; blocks: string[] }[] = [];
  const above: { readonly level: number; readonly text: string }[] = [];
  for (const piece of readMarkdown(body)) {
    if (piece.kind === 'block') {
      // Before the first heading, or without any, the file speaks for itself.
      if (sections.length === 0) sections.push({ page, path: [file], blocks: [] });
      sections.at(-1)?.blocks.push(piece.text);
      continue;
    }
    if (sections.length === SECTIONS_MOST) {
      const problem = `It has more than ${SECTIONS_MOST} headings; what comes after them is left out. Split it into several files.`;
      return { sections, faults: [...faults, { file, problem }] };
    }
    while ((above.at(-1)?.level ?? 0) >= piece.level) above.pop();
    above.push({ level: piece.level, text: piece.text.slice(0, HEADING_MOST).toWellFormed() });
    sections.push({ page, path: above.map((one) => one.text), blocks: [] });
  }
  return { sections, faults };
}

/** Some editors begin a file with an unseen mark. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
