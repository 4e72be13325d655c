import { endAbsence, openAbsence } from '#assistant/actions.ts';
import { dayInWords, daysInWords } from '#assistant/views/absences/days.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Contact } from '#foundation/people/contacts.ts';
import type { NamedAbsence } from '#office/requests/absences/named-absence.ts';

/** Who looks, and on which day, `2026-12-01`. */
export interface AbsenceViewer {
  readonly personId: string;
  readonly today: string;
}

/** Who is away, until when, and who covers, for themselves or for somebody of the OSPO. */
export function absenceCard(absence: NamedAbsence, { personId, today }: AbsenceViewer): Card {
  const { id, name, deputyName, hasBegun } = absence;
  const isOwn = absence.personId === personId;
  const days = daysInWords(absence, today);
  const away = isOwn ? `Away ${days}` : `${name} is away ${days}`;
  const [whose, who] = isOwn ? ['you', 'you'] : [name, 'they'];
  return {
    tone: 'neutral',
    title: deputyName === undefined ? away : `${away}; ${deputyName} covers`,
    parts: [
      {
        kind: 'paragraph',
        text:
          deputyName === undefined
            ? `The others in ${isOwn ? 'your' : 'their'} groups decide meanwhile; new requests go to them.`
            : `What waits for ${whose} goes to ${deputyName} on the first day, and all that is new. Whatever ${who} decide meanwhile counts all the same.`,
      },
    ],
    buttons: [
      {
        label: 'Change',
        action: openAbsence.with(isOwn ? {} : { personId: absence.personId }),
        opens: 'form',
      },
      { label: backLabel({ isOwn, hasBegun, name }), action: endAbsence.with({ id }) },
    ],
  };
}

function backLabel({
  isOwn,
  hasBegun,
  name,
}: {
  readonly isOwn: boolean;
  readonly hasBegun: boolean;
  readonly name: string;
}): string {
  if (hasBegun) return isOwn ? 'I am back' : `${name} is back`;
  return isOwn ? 'I am not away' : `${name} is not away`;
}

/** They are back, or do not go. */
export function backCard(absence: NamedAbsence, { personId, today }: AbsenceViewer): Card {
  const isOwn = absence.personId === personId;
  const { name, hasBegun } = absence;
  const days = daysInWords(absence, today);
  return {
    tone: 'good',
    title: hasBegun
      ? isOwn
        ? 'Welcome back'
        : `${name} is back`
      : isOwn
        ? 'You are not away'
        : `${name} is not away`,
    parts: [
      {
        kind: 'paragraph',
        text: hasBegun
          ? `New requests come to ${isOwn ? 'you' : 'them'} again. “my review queue” lists what waits.`
          : `That ${isOwn ? 'you are' : 'they are'} away ${days} is taken back.`,
      },
    ],
    buttons: [],
  };
}

export function notAwayCard(): Card {
  return {
    tone: 'good',
    title: 'You are not away',
    parts: [
      {
        kind: 'paragraph',
        text: 'What is asked of your groups comes to you. To change that for a while, say for example “I am away from 1 to 5 December”.',
      },
    ],
    buttons: [],
  };
}

/** To a reviewer, at home. */
export function whenAwayCard(): Card {
  return {
    tone: 'neutral',
    title: 'When you are away',
    parts: [
      {
        kind: 'paragraph',
        text: 'Say until when, and who decides for you meanwhile.',
      },
    ],
    buttons: [{ label: 'I am away', action: openAbsence.with({}), opens: 'form' }],
  };
}

export function decidesNothingCard(isOwn: boolean): Card {
  return {
    tone: 'neutral',
    title: `Nobody waits for ${isOwn ? 'you' : 'them'} to decide`,
    parts: [
      {
        kind: 'paragraph',
        text: isOwn
          ? 'You are in no group that decides, so you need not tell me when you are away.'
          : 'They are in no group that decides, so I need not know when they are away.',
      },
    ],
    buttons: [],
  };
}

export function notYourAbsenceCard({ who, reach }: Contact): Card {
  return {
    tone: 'caution',
    title: 'That is for the OSPO',
    parts: [
      {
        kind: 'paragraph',
        text: `Nothing was changed. Only ${reach === undefined ? who : `${who} (${reach})`} can say that somebody else is away or back.`,
      },
    ],
    buttons: [],
  };
}

/** "Ann is away until Fri 5 Dec; Ben covers". */
export function awayInWords(
  { name, lastDay, deputyName }: Pick<NamedAbsence, 'name' | 'lastDay' | 'deputyName'>,
  today: string,
): string {
  const covers = deputyName === undefined ? '' : `; ${deputyName} covers`;
  return `${name} is away until ${dayInWords(lastDay, today)}${covers}`;
}
