import type { Broadcasting, HandbookNow, Overseeing } from '#assistant/answering.ts';
import { readChannels } from '#assistant/skills/broadcasts/read-channels.ts';
import { type CheckedAnswers, checkAnswers } from '#foundation/cards/check-answers.ts';
import { type Answers, type Form, given } from '#foundation/cards/form.ts';
import type { Db } from '#foundation/store/database.ts';
import { headingOf, sectionIdOf } from '#knowledge/handbook/section.ts';
import { findLicenseId } from '#knowledge/licenses/spdx.ts';
import { printPurl } from '#knowledge/packages/purl.ts';
import { readPackages } from '#knowledge/packages/read-packages.ts';
import { type AudiencePart, hasPeople } from '#office/broadcasts/audience.ts';
import {
  type BroadcastContent,
  BroadcastKind,
  findBroadcastByNumber,
} from '#office/broadcasts/broadcast.ts';
import { findProduct } from '#office/products/find-products.ts';
import { packageError } from '#office/requests/forms/named-package.ts';

export type ReadBroadcast =
  | { readonly kind: 'ok'; readonly content: BroadcastContent }
  | Extract<CheckedAnswers, { kind: 'invalid' }>;

export interface ReadingForm extends Pick<Broadcasting, 'office' | 'places'> {
  readonly handbook: HandbookNow;
}

/** Checks what was sent for a broadcast, field by field. */
export async function readBroadcastForm(
  db: Db,
  form: Form,
  sent: unknown,
  { office, handbook, places }: ReadingForm,
): Promise<ReadBroadcast> {
  const checked = checkAnswers(form, sent);
  if (checked.kind === 'invalid') return checked;
  const { values } = checked;
  const errors: Record<string, string> = {};
  const text = (id: string) => (typeof values[id] === 'string' ? values[id] : '');

  const to: AudiencePart[] = [];
  for (const part of given(values, 'to')) {
    const { parts, error } = await partsFor(db, part, values, { office, places });
    to.push(...parts);
    if (error) errors[error.field] = error.words;
  }
  const except: AudiencePart[] = [];
  for (const part of given(values, 'except')) {
    const { parts, error } = await exceptFor(db, part, values, office);
    except.push(...parts);
    if (error) errors[error.field] = error.words;
  }
  const section = await sectionFor(text('section'), handbook);
  if (section === 'none') {
    errors.section = 'The handbook has no section like this. Please type a heading that it has.';
  }
  const question = questionIn(values);
  if (question.error !== undefined) errors.answers = question.error;
  const time = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text('time'));
  if (text('when') === 'at' && !time) errors.time = 'Please give a time such as 09:00.';
  const isAcknowledged = text('confirm') !== 'no';
  if (isAcknowledged && to.length > 0 && !hasPeople({ to })) {
    errors.confirm =
      'A channel confirms nothing. Choose the members of the channel too, or ask nobody to confirm it.';
  }
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors, kept: values };

  const { by, remind } = values;
  return {
    kind: 'ok',
    content: {
      kind: BroadcastKind.parse(values.kind),
      title: text('title'),
      body: text('body'),
      ...(section !== undefined && section !== 'none' && { section }),
      audience: { to, except },
      ...(isAcknowledged && {
        acknowledgement: {
          ...(typeof by === 'string' && { by }),
          ...(typeof remind === 'number' && { remindAfterDays: remind }),
          ...(question.question && { question: question.question }),
        },
      }),
      ...(time && { sendAt: `${text('day')}T${time[1]?.padStart(2, '0')}:${time[2]}` }),
      isUrgent: given(values, 'urgent').length > 0,
    },
  };
}

interface Parts {
  readonly parts: readonly AudiencePart[];
  readonly error?: { readonly field: string; readonly words: string };
}

async function partsFor(
  db: Db,
  part: string,
  values: Answers,
  { office, places }: Pick<Broadcasting, 'office' | 'places'>,
): Promise<Parts> {
  switch (part) {
    case 'channel':
    case 'members':
      return channelParts(part, String(values.channels), places);
    case 'reviewers': {
      const groups = given(values, 'group');
      return groups.length === 0
        ? one({ kind: 'reviewers' })
        : { parts: groups.map((group) => ({ kind: 'reviewers', group })) };
    }
    case 'product':
      return productPart(db, 'product', values, office);
    case 'component': {
      const words = String(values.component);
      const error = packageError(words);
      if (error !== undefined) return wrong('component', error);
      const [mention] = readPackages(words).packages;
      if (!mention) return wrong('component', 'Please name one package, such as npm:lodash.');
      const { version: _, ...purl } = mention.purl;
      return one({ kind: 'component', purl: printPurl(purl) });
    }
    case 'license': {
      const id = findLicenseId(String(values.license));
      return id !== undefined
        ? one({ kind: 'license', id })
        : wrong('license', 'Please type one license as SPDX writes it, such as GPL-3.0-only.');
    }
    case 'topic':
      return one({ kind: 'topic', topic: String(values.topic) });
    case 'not-acknowledged':
      return earlierPart(db, 'earlier', part, values);
    default:
      return one({ kind: 'everyone' });
  }
}

async function exceptFor(
  db: Db,
  part: string,
  values: Answers,
  office: Overseeing['office'],
): Promise<Parts> {
  if (part === 'product') return productPart(db, 'exceptProduct', values, office);
  if (part === 'acknowledged') return earlierPart(db, 'exceptEarlier', part, values);
  return one({ kind: 'reviewers' });
}

async function channelParts(
  kind: 'channel' | 'members',
  words: string,
  places: Broadcasting['places'],
): Promise<Parts> {
  const read = await readChannels(words, places);
  return read.error === undefined
    ? { parts: read.places.map((place) => ({ kind, ...place })) }
    : wrong('channels', read.error);
}

async function productPart(
  db: Db,
  field: string,
  values: Answers,
  office: Overseeing['office'],
): Promise<Parts> {
  const name = String(values[field]);
  const product = await findProduct(db, office, name);
  return product
    ? one({ kind: 'product', name: product.name })
    : wrong(field, 'There is no product of this name. “products” lists all.');
}

async function earlierPart(
  db: Db,
  field: string,
  kind: 'acknowledged' | 'not-acknowledged',
  values: Answers,
): Promise<Parts> {
  const number = Number(/^(?:BC-?)?(\d{1,9})$/i.exec(String(values[field]).trim())?.[1]);
  const earlier = Number.isInteger(number) ? await findBroadcastByNumber(db, number) : undefined;
  if (!earlier) return wrong(field, 'There is no broadcast of this number.');
  if (earlier.content.acknowledgement === undefined) {
    return wrong(field, `BC-${number} did not ask anybody to confirm it.`);
  }
  return one({ kind, broadcastId: earlier.id, number });
}

function one(part: AudiencePart): Parts {
  return { parts: [part] };
}

function wrong(field: string, words: string): Parts {
  return { parts: [], error: { field, words } };
}

async function sectionFor(
  words: string,
  handbook: HandbookNow,
): Promise<BroadcastContent['section'] | 'none'> {
  if (words === '') return undefined;
  const { handbook: now, index } = await handbook();
  const typed = words.toLowerCase();
  const titled =
    now.sections.find((one) => headingOf(one).toLowerCase() === typed) ??
    now.sections.find(({ path }) => path.at(-1)?.toLowerCase() === typed);
  const found = index.search(words);
  const section = titled ?? (found.abstained ? undefined : found.results[0]?.section);
  return section ? { id: sectionIdOf(section), title: section.path.at(-1) ?? '' } : 'none';
}

const ANSWERS_MOST = 6;

function questionIn(values: Answers): {
  readonly question?: NonNullable<BroadcastContent['acknowledgement']>['question'];
  readonly error?: string;
} {
  if (typeof values.question !== 'string') return {};
  const lines = String(values.answers)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const answers = lines.map((line) => line.replace(/^\*\s*/, '').slice(0, 150));
  const marked = lines.flatMap((line, at) => (line.startsWith('*') ? [at] : []));
  const [right] = marked;
  if (answers.length < 2 || answers.length > ANSWERS_MOST) {
    return { error: 'Please give two to six answers, one on each line.' };
  }
  if (right === undefined || marked.length > 1) {
    return { error: 'Please put a * before the one answer that is right.' };
  }
  if (answers.includes('') || new Set(answers).size < answers.length) {
    return { error: 'Please give answers that differ from each other.' };
  }
  return { question: { text: values.question, answers, right } };
}
