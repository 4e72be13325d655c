import { createHash } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { and, eq, isNull } from 'drizzle-orm';
import { plainToHeading, plainToMarkdown } from '#foundation/cards/card-to-markdown.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import type { Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { handbookFiles, questions } from '#foundation/store/tables/questions.ts';
import { findQuestion, type Question } from '#office/questions/open-questions.ts';

export interface Adding {
  readonly personId: string;
  readonly roles: Roles;
  readonly clock: Clock;
  /** Of the office's handbook; undefined where none is the office's own. */
  readonly folder: string | undefined;
  /** Who answers for the page. */
  readonly owner: string;
}

export type Added =
  | {
      readonly kind: 'added';
      readonly question: Question;
      /** Path in the handbook's folder. */
      readonly file: string;
      /** In the database where the folder cannot be written. */
      readonly where: 'folder' | 'database';
    }
  | { readonly kind: 'already-added'; readonly question: Question }
  | { readonly kind: 'no-answer' }
  | { readonly kind: 'not-ospo' };

/** Characters; the whole question stands in no heading. */
const HEADING_MOST = 200;

/** Writes the OSPO's answer to a question into the handbook, as a page of its own; once. */
export async function addToHandbook(db: Db, id: string, by: Adding): Promise<Added> {
  if (!(await by.roles.of(by.personId)).has('ospo')) return { kind: 'not-ospo' };
  const question = await findQuestion(db, id);
  const answer = question?.closed?.answer;
  if (question?.closed === undefined || answer === undefined) return { kind: 'no-answer' };
  if (question.closed.addedAt !== undefined) return { kind: 'already-added', question };
  const file = fileOf(question);
  const text = pageOf(question, { answer, since: question.closed.at, owner: by.owner });
  // First the file: a page that nobody noted is found by the next press, a note without a page by nobody.
  const where = (await isWritten(by.folder, file, text)) ? 'folder' : 'database';
  return db.transaction(async (tx): Promise<Added> => {
    const at = by.clock.now();
    const taken = await tx
      .update(questions)
      .set({ addedAt: at })
      .where(and(eq(questions.id, id), isNull(questions.addedAt)))
      .returning({ id: questions.id });
    if (taken.length === 0) return { kind: 'already-added', question };
    if (where === 'database') {
      await tx.insert(handbookFiles).values({ file, text, createdAt: at }).onConflictDoNothing();
    }
    const sha256 = createHash('sha256').update(text).digest('hex');
    const entry = { kind: 'handbook.added', questionId: id, sha256, where } as const;
    await record(tx, entry, { actor: by.personId, at });
    return { kind: 'added', question, file, where };
  });
}

/** The pages that are kept in the database. */
export async function keptFiles(
  db: Db,
): Promise<readonly { readonly file: string; readonly text: string }[]> {
  return db
    .select({ file: handbookFiles.file, text: handbookFiles.text })
    .from(handbookFiles)
    .orderBy(handbookFiles.file);
}

/** `faq/who-signs-the-cla-3f2a9c81.md`: to be read by people, and the same each time. */
function fileOf({ id, text }: Question): string {
  const words = text
    .normalize('NFKD')
    .toLowerCase()
    .slice(0, 200)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-|-$/g, '');
  return `faq/${words === '' ? 'question' : words}-${id.slice(0, 8)}.md`;
}

function pageOf(
  { text }: Question,
  {
    answer,
    since,
    owner,
  }: { readonly answer: string; readonly since: Date; readonly owner: string },
): string {
  return [
    '---',
    // JSON is YAML too: no sign in a name ends it early.
    `owner: ${JSON.stringify(owner)}`,
    `effective: ${since.toISOString().slice(0, 10)}`,
    '---',
    '',
    '# Frequently asked questions',
    '',
    `## ${plainToHeading(cutWords(text, HEADING_MOST))}`,
    '',
    plainToMarkdown(answer),
    '',
  ].join('\n');
}

/** Whole or not at all; what the office has made of the file meanwhile stays. False where it cannot be written. */
async function isWritten(folder: string | undefined, file: string, text: string): Promise<boolean> {
  if (folder === undefined) return false;
  const target = path.join(folder, ...file.split('/'));
  // Hidden, so that no half of it is read.
  const draft = path.join(path.dirname(target), `.${newId()}.draft`);
  try {
    const isThere = await stat(target).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(draft, text, { flag: 'wx', flush: true });
    await rename(draft, target);
    return true;
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    if (cause instanceof Error && 'code' in cause && UNWRITABLE.has(String(cause.code))) {
      return false;
    }
    throw cause;
  }
}

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'ENOSPC', 'EDQUOT']);
