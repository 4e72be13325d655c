import { passHandbookChange, writeBroadcast } from '#assistant/actions.ts';
import { BODY_MOST } from '#assistant/views/broadcasts/broadcast-form.ts';
import type { Card } from '#foundation/cards/card.ts';
import { plainToMarkdown } from '#foundation/cards/card-to-markdown.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Answers } from '#foundation/cards/form.ts';
import type { HandbookChange } from '#knowledge/handbook/compare/compare-handbooks.ts';
import { changeInWords } from '#knowledge/handbook/compare/describe-handbook-changes.ts';
import type { ChangedHandbook } from '#office/broadcasts/handbook/handbook-change.ts';

const NAMED_MOST = 8;
const HEADING_MOST = 150;

/** The handbook has changed: shall people be told? */
export function handbookOfferCard({ changes, offer, sha256 }: ChangedHandbook): Card {
  const named = changes.slice(0, NAMED_MOST);
  const left = changes.length - named.length;
  return {
    tone: 'neutral',
    title: 'The handbook has changed. Shall people be told?',
    parts: [
      {
        kind: 'list',
        entries: named.map((change) => cutWords(changeInWords(change), HEADING_MOST)),
      },
      ...(left === 0 ? [] : [{ kind: 'paragraph' as const, text: moreSections(left) }]),
    ],
    source: 'No request is judged by the handbook: only the policy does that.',
    buttons: [
      {
        label: 'Write a broadcast about it',
        action: writeBroadcast.with({ about: 'handbook' }),
        style: 'primary',
        opens: 'form',
      },
      { label: 'Not now', action: passHandbookChange.with({ offer, sha256 }) },
    ],
  };
}

/** Somebody has dealt with it, or it was taken back. */
export function handbookDoneCard(): Card {
  return {
    tone: 'neutral',
    title: 'This change of the handbook is dealt with',
    parts: [
      {
        kind: 'paragraph',
        text: 'Somebody of the OSPO wrote a broadcast about it or decided that none is needed, or the handbook says again what it said before. “Broadcasts” lists what was written.',
      },
    ],
    buttons: [],
  };
}

/** What the form is filled with. */
export function handbookDraft(change: ChangedHandbook): Answers {
  const section = sectionOf(change);
  return {
    kind: 'policy-change',
    title: 'What changed in our handbook',
    body: bodyOf(change.changes),
    ...(section !== undefined && { section }),
    to: ['everyone'],
    confirm: 'no',
    when: 'now',
  };
}

/** Characters for the last line. */
const TAIL_MOST = 60;

function bodyOf(changes: readonly HandbookChange[]): string {
  let text = 'Our handbook has changed. Please read again what concerns you:\n';
  for (const [at, change] of changes.entries()) {
    // Between headings it quotes nothing, and reads better in the form.
    const line = `\n- ${plainToMarkdown(changeInWords(change)).replaceAll('\\>', '>')}`;
    if (text.length + line.length + TAIL_MOST > BODY_MOST) {
      return `${text}\n\n${moreSections(changes.length - at)}`;
    }
    text += line;
  }
  return text;
}

function moreSections(count: number): string {
  return `And ${count} more ${count === 1 ? 'section' : 'sections'}.`;
}

/** Of the only section that there is to read: its heading, with those above it where others have the same. */
function sectionOf({ changes, paths }: ChangedHandbook): string | undefined {
  const [only, ...others] = changes;
  if (!only || others.length > 0 || only.kind === 'removed') return undefined;
  const path = paths.find((one) => one.join(' > ') === only.heading);
  const last = path?.at(-1);
  const isOnly =
    paths.filter((one) => one.at(-1)?.toLowerCase() === last?.toLowerCase()).length === 1;
  const heading = isOnly ? last : only.heading;
  return heading !== undefined && heading.length <= SECTION_MOST ? heading : undefined;
}

/** Characters that the form takes. */
const SECTION_MOST = 200;
