import { z } from 'zod';
import { readYaml } from '#foundation/kernel/read-yaml.ts';
import type { HandbookFault, Page } from '#knowledge/handbook/section.ts';

const WORDS_MOST = 200;
const SYNONYMS_MOST = 100;
/** Characters; what is longer is no front matter that anybody wrote. */
const MATTER_MOST = 20_000;

const Words = z.string().trim().min(1).max(WORDS_MOST);
/** "2026.1" is a number to YAML. */
const Version = z
  .union([Words, z.number()], 'expected a version such as "2026.1"')
  .transform(String);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day such as 2026-01-31');
const Link = z
  .url({ protocol: /^https$/, error: 'expected an address that begins with https://' })
  .max(1000);
const Language = z.string().regex(/^[a-z]{2}$/, 'expected two letters such as en or de');
const Synonyms = z.union([
  z.array(Words, 'expected a list of words').max(SYNONYMS_MOST),
  Words.transform((word) => [word]),
]);

/** Each by itself: what is wrong with one takes nothing from the others. */
const fields = {
  owner: Words,
  version: Version,
  effective: Day,
  audience: Words,
  synonyms: Synonyms,
  language: Language,
  link: Link,
};

/** What a file says about itself, and the rest of its text with as many lines before it. */
export function readFrontMatter(
  file: string,
  text: string,
): { readonly page: Page; readonly body: string; readonly faults: readonly HandbookFault[] } {
  const plain: Page = { file, synonyms: [], language: 'en' };
  const matter = matterOf(text);
  if (matter === undefined) return { page: plain, body: text, faults: [] };
  const { yaml, body } = matter;
  if (yaml.length > MATTER_MOST) {
    const problem = `What stands between the lines --- is longer than ${MATTER_MOST} characters, and is left out.`;
    return { page: plain, body, faults: [{ file, line: 1, problem }] };
  }
  const whole = readYaml(yaml, file, z.record(z.string(), z.unknown()).nullable());
  if (whole.kind === 'mistakes') {
    const faults = whole.mistakes.map(({ line, expected }) => faultAt(file, line, '', expected));
    return { page: plain, body, faults };
  }
  const given = whole.value ?? {};
  const faults: HandbookFault[] = [];
  const read: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (given[name] === undefined || given[name] === null) continue;
    const checked = field.safeParse(given[name]);
    if (checked.success) read[name] = checked.data;
    else faults.push(faultAt(file, whole.lineOf([name]), name, reasonOf(checked.error)));
  }
  // Each was checked by the schema of its name.
  return { page: { ...plain, ...(read as Partial<Page>) }, body, faults };
}

/** Undefined where the text does not begin with any, or it never ends. */
function matterOf(text: string): { readonly yaml: string; readonly body: string } | undefined {
  const begin = /^---[ \t]*\r?\n/.exec(text)?.[0];
  if (begin === undefined) return undefined;
  const end = /^(?:---|\.\.\.)[ \t]*$/m.exec(text.slice(begin.length));
  if (!end) return undefined;
  const at = begin.length + end.index;
  return { yaml: text.slice(begin.length, at), body: text.slice(at + end[0].length) };
}

/** One line further down than in the front matter alone. */
function faultAt(file: string, line: number, name: string, expected: string): HandbookFault {
  const where = name === '' ? 'What stands between the lines ---' : name;
  return { file, line: line + 1, problem: `${where}: ${expected}` };
}

function reasonOf({ issues }: z.ZodError): string {
  return issues[0]?.message ?? 'cannot be read';
}
