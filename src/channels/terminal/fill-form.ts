import type { FormReply } from '#assistant/turn.ts';
import type { Lines } from '#channels/terminal/lines.ts';
import { asTyped, readAnswer } from '#channels/terminal/read-answer.ts';
import { answersSoFar } from '#foundation/cards/check-answers.ts';
import {
  type Field,
  type Form,
  fieldsOf,
  isAcknowledgement,
  isShown,
  optionsOf,
} from '#foundation/cards/form.ts';
import { plainText, visible } from '#foundation/cards/text.ts';

type Answers = Readonly<Record<string, unknown>>;

/**
 * Asks field after field, and once more before it is sent: the answers for a turn, or undefined when somebody leaves. A
 * form that comes back (`again`) asks only for what is to be mended, or was not asked before.
 */
export async function fillForm(
  reply: FormReply,
  lines: Lines,
  { again = false }: { readonly again?: boolean } = {},
): Promise<Answers | undefined> {
  const { form, errors = {}, kept = {}, moreFrom = form.pages.length } = reply;
  const answers = new Map(Object.entries(kept));
  const further = new Set(form.pages.slice(moreFrom).flatMap(({ fields }) => fields));
  const waiting = new Set(
    fieldsOf(form)
      .filter(
        (field) =>
          !again ||
          Object.hasOwn(errors, field.id) ||
          ((field.required === true || further.has(field)) && !answers.has(field.id)),
      )
      .map(({ id }) => id),
  );
  const told = new Map(Object.entries(errors));

  const title = visible(form.title);
  lines.write(`${again ? `\n${title}: not sent yet` : title}\nEnter goes on, cancel leaves.`);
  let page: number | undefined;
  for (;;) {
    const next = nextField(form, answers, waiting);
    if (next === undefined) {
      const chosen = await review(form, answers, lines);
      if (chosen === 'left') return undefined;
      if (chosen === 'send') return Object.fromEntries(answers);
      waiting.add(chosen.id);
      continue;
    }
    if (next.page !== page) writePage(form, next.page, lines);
    page = next.page;
    const { field } = next;
    const answer = await askField(field, answers.get(field.id), told.get(field.id), lines);
    if (answer === undefined) return undefined;
    told.delete(field.id);
    waiting.delete(field.id);
    // Left empty it overrides what was typed before.
    answers.set(field.id, answer);
  }
}

interface Next {
  readonly field: Field;
  readonly page: number;
}

/** The first that is still to be asked; an answer may have brought it up just now. */
function nextField(
  form: Form,
  answers: ReadonlyMap<string, unknown>,
  waiting: ReadonlySet<string>,
): Next | undefined {
  const soFar = answersSoFar(form, Object.fromEntries(answers));
  for (const [page, { fields }] of form.pages.entries()) {
    const field = fields.find((one) => waiting.has(one.id) && isShown(one, soFar));
    if (field) return { field, page };
  }
  return undefined;
}

function writePage({ pages }: Form, at: number, lines: Lines): void {
  const { title = '', intro = '' } = pages[at] ?? {};
  const heading = pages.length === 1 ? title : `${title} (${at + 1} of ${pages.length})`;
  const words = [heading, plainText(intro)].filter((one) => one !== '').map(visible);
  if (words.length > 0) lines.write(`\n${words.join('\n')}`);
}

/** Until it is in order; undefined when somebody leaves. */
async function askField(
  field: Field,
  known: unknown,
  told: string | undefined,
  lines: Lines,
): Promise<unknown> {
  const before = asTyped(field, known);
  // What is in several lines cannot be changed in one: it stays unless something else is typed.
  const long =
    before === undefined && typeof known === 'string' && known !== '' ? known : undefined;
  const isKept = told === undefined && (before ?? long) !== undefined;
  lines.write(question(field, { long, isKept }));
  let begun = before ?? '';
  let error = told;
  let keepable = isKept ? long : undefined;
  for (;;) {
    if (error !== undefined) lines.write(`Needs another look: ${visible(error)}`);
    const line = await lines.read(begun);
    if (line === undefined || isCancel(line)) return undefined;
    const kept = line.trim() === '' ? keepable : undefined;
    const read = readAnswer(field, kept ?? line);
    if (read.kind === 'answer') return read.answer;
    if (read.kind === 'skipped') return '';
    error = read.error;
    // It was never in order: somebody who goes on by Enter would hear the same for ever.
    if (kept !== undefined) keepable = undefined;
    // Several lines, pasted at once, cannot be put back into one.
    begun = line.includes('\n') ? '' : line;
  }
}

function question(
  field: Field,
  { long, isKept }: { readonly long: string | undefined; readonly isKept: boolean },
): string {
  const options = optionsOf(field).map(({ label }, at) => `  ${at + 1}  ${visible(label)}`);
  const how = [howToAnswer(field), whatEnterDoes(field, isKept)].filter((one) => one !== '');
  return [
    '',
    visible(field.label),
    ...(field.hint === undefined ? [] : [`  ${visible(field.hint)}`]),
    ...(isAcknowledgement(field) ? [] : options),
    ...(long === undefined ? [] : [`  So far: ${visible(long)}`]),
    ...(how.length === 0 ? [] : [`  (${how.join('; ')})`]),
  ].join('\n');
}

function howToAnswer(field: Field): string {
  switch (field.kind) {
    case 'choice':
    case 'yes-no-not-sure':
      return 'a number';
    case 'choices':
      return isAcknowledgement(field) ? 'yes to confirm' : 'one or more numbers, such as 1, 2';
    case 'date':
      return 'a day as YYYY-MM-DD';
    case 'number':
      return 'a number';
    case 'person':
      return 'a name or an e-mail address';
    case 'text':
    case 'paragraph':
      return '';
  }
}

function whatEnterDoes({ required }: Field, isKept: boolean): string {
  if (isKept) return 'Enter to keep it';
  return required === true ? '' : 'Enter to skip';
}

/** All that was answered, to be looked at before others see it. */
async function review(
  form: Form,
  answers: ReadonlyMap<string, unknown>,
  lines: Lines,
): Promise<Field | 'send' | 'left'> {
  const soFar = answersSoFar(form, Object.fromEntries(answers));
  const fields = fieldsOf(form).filter((field) => isShown(field, soFar));
  const rows = fields.map(
    (field, at) => `  ${at + 1}  ${visible(field.label)}: ${inWords(field, answers.get(field.id))}`,
  );
  lines.write(`\nYour answers\n${rows.join('\n')}`);
  const submit = visible(form.submitLabel);
  for (;;) {
    lines.write(`\nEnter: ${submit}. A number changes that answer, cancel leaves.`);
    const line = await lines.read('');
    if (line === undefined || isCancel(line)) return 'left';
    if (line.trim() === '') return 'send';
    const chosen = /^[0-9]{1,3}$/.test(line.trim()) ? fields[Number(line) - 1] : undefined;
    if (chosen) return chosen;
  }
}

function inWords(field: Field, answer: unknown): string {
  const given = Array.isArray(answer) ? answer : [answer];
  const words = given
    .filter((one) => typeof one === 'string' || typeof one === 'number')
    .map((one) => optionsOf(field).find(({ value }) => value === one)?.label ?? String(one))
    .join(', ');
  return words === '' ? '–' : visible(words);
}

function isCancel(line: string): boolean {
  return line.trim().toLowerCase() === 'cancel';
}
