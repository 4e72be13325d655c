import { startRequest } from '#assistant/actions.ts';
import type { About } from '#assistant/views/answers/answer-card.ts';
import type { Button } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Verdict } from '#knowledge/policy/judgement.ts';
import { answersFor } from '#office/requests/forms/use-in-form.ts';

/** The fields of the shipped form; in another form, what it does not ask is left out. */
const shipped = { distribution: 'distribution', linkage: 'linkage', modified: 'modified' };

/** Where somebody must decide: the form for it, with all filled in that was said already. */
export function requestButtons(about: About, verdict: Verdict): readonly Button[] {
  if (verdict === 'allowed') return [];
  const name = cutWords(about.name.replace(/ \(npm\)$/, ''), 200);
  const isDenied = verdict === 'denied';
  const named: Readonly<Record<string, string>> = isDenied
    ? { what: name }
    : about.subject.kind === 'package'
      ? { package: name }
      : {};
  return [
    {
      label: isDenied ? 'Ask for an exception' : 'Start a request',
      action: startRequest.with({
        form: isDenied ? 'exception' : 'use',
        known: isDenied ? named : { ...named, ...answersFor(shipped, about.said) },
      }),
      opens: 'form',
    },
  ];
}
