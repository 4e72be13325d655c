import type { Part } from '#foundation/cards/card.ts';
import { combineDuties } from '#knowledge/licenses/duties.ts';
import type { Judgement } from '#knowledge/policy/judgement.ts';

/** What one must do, and what one must not, in plain words. */
export function obligationParts(judgement: Judgement, onlyWhenShipped: boolean): readonly Part[] {
  const phrases = combineDuties(judgement.obligations);
  const musts = phrases.filter((phrase) => !phrase.prohibition).map((phrase) => phrase.text);
  const mustNots = phrases.filter((phrase) => phrase.prohibition).map((phrase) => phrase.text);
  const when =
    judgement.verdict === 'needs-review'
      ? 'If it is approved'
      : onlyWhenShipped
        ? 'When you ship it'
        : '';
  return [...list(when, 'you must', musts), ...list(when, 'you must not', mustNots)];
}

function list(when: string, what: string, entries: readonly string[]): readonly Part[] {
  if (entries.length === 0) return [];
  const title =
    when === ''
      ? `What ${what.replace('must not', 'must not do').replace(/must$/, 'must do')}`
      : `${when}, ${what}`;
  return [{ kind: 'list', title, entries }];
}
