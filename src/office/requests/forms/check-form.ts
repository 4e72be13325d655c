import { answersOf, type FormField } from '#office/requests/forms/form-field.ts';
import { fullOnly, type Profiled } from '#office/requests/forms/profile.ts';

/** Page one asks no more: what is asked at once is not answered. */
const FIRST_PAGE_MOST = 6;

/** The parts of a form that must fit together. */
export interface Checkable extends Profiled {
  readonly summary: string;
  readonly about?: Readonly<Record<string, string | undefined>> | undefined;
  readonly risk?: readonly { readonly field: string; readonly is: readonly string[] }[] | undefined;
  readonly sameIf: readonly string[];
}

export interface FormMistake {
  readonly path: readonly (string | number)[];
  /** What was expected there. */
  readonly message: string;
}

/** What does not fit together in a form, short or full: the short one is right by itself. */
export function findMistakes(form: Checkable): readonly FormMistake[] {
  const mistakes: FormMistake[] = [];
  const wrong = (path: FormMistake['path'], message: string): void => {
    mistakes.push({ path, message });
  };
  const further = fullOnly(form);
  const fields = checkPages(form, further, wrong);
  for (const [at, id] of form.sameIf.entries()) {
    const field = fields.get(id);
    if (!field?.required || field.showIf || further.has(id)) {
      wrong(['sameIf', at], 'a field that everybody answers');
    }
  }
  for (const [part, id] of Object.entries(form.about ?? {})) {
    if (id === undefined) continue;
    if (!fields.has(id)) wrong(['about', part], `a field of the form (not "${id}")`);
    if (further.has(id)) wrong(['about', part], shortToo(id));
    if (part === 'until' && fields.get(id)?.type !== 'date') {
      wrong(['about', part], `a date (not "${id}")`);
    }
  }
  for (const [at, { field: id, is }] of (form.risk ?? []).entries()) {
    const field = fields.get(id);
    if (!field) wrong(['risk', at, 'field'], `a field of the form (not "${id}")`);
    else checkAnswers(field, is, (message) => wrong(['risk', at, 'is'], message));
  }
  for (const id of namesIn(form.summary)) {
    if (!fields.has(id)) wrong(['summary'], `fields of the form in braces (not "${id}")`);
    if (further.has(id)) wrong(['summary'], shortToo(id));
    // A name in a title would stay when somebody is erased.
    if (fields.get(id)?.type === 'user') wrong(['summary'], `no person in braces (not "${id}")`);
  }
  return mistakes;
}

type Wrong = (path: FormMistake['path'], message: string) => void;

function checkPages(
  { pages }: Checkable,
  further: ReadonlySet<string>,
  wrong: Wrong,
): ReadonlyMap<string, FormField> {
  if ((pages[0]?.fields.length ?? 0) > FIRST_PAGE_MOST) {
    wrong(['pages', 0, 'fields'], `at most ${FIRST_PAGE_MOST} fields on the first page`);
  }
  const above = new Map<string, FormField>();
  for (const [page, { fields }] of pages.entries()) {
    for (const [at, field] of fields.entries()) {
      const path = ['pages', page, 'fields', at];
      if (above.has(field.id)) wrong([...path, 'id'], `an id of its own (not "${field.id}" again)`);
      if (page === 0 && further.has(field.id)) {
        wrong(path, 'nothing for the full form alone on the first page: it comes after the rest');
      }
      checkCondition(field, above, further, (part, message) => {
        wrong([...path, 'showIf', part], message);
      });
      above.set(field.id, field);
    }
  }
  return above;
}

function checkCondition(
  { id, showIf }: FormField,
  above: ReadonlyMap<string, FormField>,
  further: ReadonlySet<string>,
  wrong: (part: 'field' | 'is', message: string) => void,
): void {
  if (!showIf) return;
  const other = above.get(showIf.field);
  if (!other) {
    wrong('field', 'a field further up');
    return;
  }
  if (further.has(other.id) && !further.has(id)) wrong('field', shortToo(other.id));
  checkAnswers(other, showIf.is, (message) => wrong('is', message));
}

/** That somebody can give each of the answers. */
function checkAnswers(
  field: FormField,
  wanted: readonly string[],
  wrong: (message: string) => void,
): void {
  const can = answersOf(field);
  const never = can && wanted.find((answer) => !can.includes(answer));
  if (never !== undefined) wrong(`answers of ${field.id}: ${can?.join(', ')} (not "${never}")`);
}

function shortToo(id: string): string {
  return `a field that the short form asks too (not "${id}")`;
}

/** The fields that stand in braces. */
function namesIn(summary: string): readonly string[] {
  return Array.from(summary.matchAll(/\{([^{}]*)\}/g), ([, id = '']) => id);
}
