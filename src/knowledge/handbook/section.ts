import { createHash } from 'node:crypto';

/** What the front matter of a handbook file says about all its sections. */
export interface Page {
  /** Path inside the handbook folder, with slashes. */
  readonly file: string;
  /** Who answers for it: a person, a team or a role. */
  readonly owner?: string;
  readonly version?: string;
  /** Since when it holds, `YYYY-MM-DD`. */
  readonly effective?: string;
  /** For whom it is written, as the office calls them. */
  readonly audience?: string;
  /** Other words for what it is about, as the office's people use them. */
  readonly synonyms: readonly string[];
  /** Of the text, as in ISO 639-1; by it words are stemmed. */
  readonly language: string;
  /** Where people read it, when the office has it on a page. */
  readonly link?: string;
}

/** A heading of the handbook with its own text, up to the next heading of any level. */
export interface Section {
  readonly page: Page;
  /** From the topmost heading down to its own, as people read them; without headings the name of the file. */
  readonly path: readonly string[];
  /** Its paragraphs, list entries and table rows in order, as plain text; never markup. */
  readonly blocks: readonly string[];
}

/** Something in the folder that could not be read, or only in part. */
export interface HandbookFault {
  readonly file: string;
  /** Counted from 1, where it is known. */
  readonly line?: number;
  /** What is wrong and what to do, for the OSPO. */
  readonly problem: string;
}

/** All sections, file by file and from top to bottom. */
export interface Handbook {
  readonly sections: readonly Section[];
  readonly faults: readonly HandbookFault[];
}

/** As it is printed, linked to and scored: `Policy > Scope > Contractors`. */
export function headingOf({ path }: Pick<Section, 'path'>): string {
  return path.join(' > ');
}

/** Names a section by where it stands: the same as long as its file and its headings are; 32 hexadecimal digits. */
export function sectionIdOf({ page, path }: Section): string {
  const place = JSON.stringify([page.file, ...path]);
  return createHash('sha256').update(place).digest('hex').slice(0, 32);
}
