import { askInForm, askListWithUse, askWithUse, askWords } from '#assistant/actions.ts';
import type { AskedLately, Subject } from '#assistant/memory.ts';
import { examples } from '#assistant/views/help/help-card.ts';
import type { Button, Card } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import type { Office } from '#foundation/people/office.ts';
import { packageName, parsePurl } from '#knowledge/packages/purl.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';

/** Where somebody begins who has nothing yet. */
export function startCard(): Card {
  return {
    tone: 'neutral',
    title: 'What would you like to know?',
    parts: [
      {
        kind: 'paragraph',
        text: 'Ask in your own words whether you may use a license or an npm package, or how we work with open source. Every answer says why, what you have to do, and where it comes from.',
      },
    ],
    buttons: [
      { label: 'Ask a question', action: askInForm.with({}), style: 'primary', opens: 'form' },
      ...examples.map((example) => ({
        label: example,
        action: askWords.with({ text: example }),
      })),
    ],
  };
}

/** What somebody asked in the last hours, to be asked again. */
export function recentCard(recent: readonly AskedLately[]): Card {
  return {
    tone: 'neutral',
    title: 'Asked today',
    parts: [],
    source: 'What a conversation was about is kept for twelve hours.',
    buttons: recent.map(againButton),
  };
}

function againButton({ subject, said, list }: AskedLately): Button {
  const label = cutWords(nameOf(subject), 60);
  // A list is too long for a button, and is kept under a name of its own.
  return list === undefined
    ? { label, action: askWithUse.with({ subject, said }) }
    : { label, action: askListWithUse.with({ list, said }) };
}

function nameOf(subject: Exclude<Subject, { kind: 'open-question' }>): string {
  switch (subject.kind) {
    case 'license':
      return subject.text;
    case 'package': {
      const purl = parsePurl(subject.purl);
      return purl ? packageName(purl) : subject.purl;
    }
    case 'product':
      return subject.version === undefined ? subject.name : `${subject.name} ${subject.version}`;
    case 'question':
      return subject.text;
    case 'packages':
      return subject.file ?? `A list of ${subject.packages.length} packages`;
    default:
      return unreachable(subject);
  }
}

/** Under which policy the answers are given, who is there when they do not help, and where Steward is `reached`. */
export function officeCard(office: Office, policy: Policy, reached: string): Card {
  const { who, reach } = office.contact;
  return {
    tone: 'neutral',
    title: office.name,
    parts: [
      {
        kind: 'facts',
        rows: [
          {
            label: 'Policy',
            value: `${policy.version} (${policy.profile}), in force since ${policy.effective}`,
          },
          { label: 'Questions that I cannot answer', value: reach ? `${who}: ${reach}` : who },
          { label: 'Where I answer', value: reached },
        ],
      },
    ],
    source: 'Guidance under company policy, not legal advice.',
    buttons: [{ label: 'What can I ask?', action: askWords.with({ text: 'help' }) }],
  };
}
