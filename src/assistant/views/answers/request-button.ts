import { startRequest } from '#assistant/actions.ts';
import type { About } from '#assistant/views/answers/answer-card.ts';
import type { Button } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import type { Verdict } from '#knowledge/policy/judgement.ts';
import type { PartialUse, UseKind } from '#knowledge/policy/use.ts';

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
        known: isDenied ? named : { ...named, ...saidInForm(about.said) },
      }),
      opens: 'form',
    },
  ];
}

/** What was said of the use, as the shipped form asks for it. */
function saidInForm({ use, linkage, modified }: PartialUse): Readonly<Record<string, string>> {
  return {
    ...(use === undefined ? {} : { distribution: distributions[use] }),
    ...(linkage === undefined ? {} : { linkage: linkages[linkage] }),
    ...(modified === undefined ? {} : { modified: modified ? 'yes' : 'no' }),
  };
}

const distributions: Readonly<Record<UseKind, string>> = {
  'dev-tool': 'internal',
  internal: 'internal',
  saas: 'hosted',
  'distributed-binary': 'shipped',
  'distributed-source': 'shipped',
  'web-client': 'shipped',
  'mobile-app': 'shipped',
  'embedded-device': 'shipped',
};

const linkages: Readonly<Record<NonNullable<PartialUse['linkage']>, string>> = {
  'separate-process': 'separate',
  dynamic: 'dynamic',
  static: 'static',
  'file-copy': 'copied',
};
