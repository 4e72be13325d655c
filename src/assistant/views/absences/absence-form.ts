import { awayInWords } from '#assistant/views/absences/absence-cards.ts';
import type { Field, Form, Option } from '#foundation/cards/form.ts';
import { strong, type Text } from '#foundation/cards/text.ts';
import type { NamedAbsence } from '#office/requests/absences/named-absence.ts';

export const absenceFormName = 'absence';

/** For whom the form is filled in, and what is known. */
export interface AbsenceAsked {
  /** Somebody else than who fills it in. */
  readonly other?: string | undefined;
  /** Also for whom it is: asked of the OSPO. */
  readonly asksWho: boolean;
  /** `2026-12-01`. */
  readonly today: string;
  /** The first day that was said before and is over: it may stay. */
  readonly begun?: string | undefined;
  /** People who are answers already. */
  readonly people?: readonly Option[] | undefined;
}

export function absenceForm({ other, asksWho, today, begun, people }: AbsenceAsked): Form {
  const person: Pick<Extract<Field, { kind: 'person' }>, 'people'> = people === undefined
    ? {}
    : { people };
  const earliest = begun ?? today;
  const covers: Text =
    'Who covers decides what is asked of the groups meanwhile, and gets one message of what waits. Leave it empty where others in every group are there.';
  return {
    name: absenceFormName,
    title: 'When somebody is away',
    submitLabel: 'Save these days',
    pages: [
      {
        title: '',
        intro: other === undefined ? covers : [strong(other), ` is away. ${covers}`],
        fields: [
          ...(asksWho
            ? [
                {
                  id: 'who',
                  kind: 'person',
                  label: 'Who is away?',
                  hint: 'Leave it empty for yourself.',
                  ...person,
                } as const,
              ]
            : []),
          { id: 'firstDay', kind: 'date', label: 'First day', required: true, earliest },
          {
            id: 'lastDay',
            kind: 'date',
            label: 'Last day',
            hint: 'Away until the end of this day.',
            required: true,
            earliest: today,
          },
          { id: 'deputy', kind: 'person', label: 'Who covers?', ...person },
        ],
      },
    ],
  };
}

/** What is wrong with the days or with who covers. */
export const dayErrors = {
  past: 'This day is over. Please choose today or a later day.',
  'last-before-first': 'Please choose the first day or a later one.',
  'too-long': 'Please choose at most a year; it can be said again then.',
} as const;

export const deputyErrors = {
  oneself: 'Please name somebody else: nobody covers for themselves.',
  away(absence: NamedAbsence, today: string): string {
    return `${awayInWords(absence, today)}. Please name somebody else.`;
  },
  needed(groups: string): string {
    return `Please say who covers: at that time nobody else is in ${groups}.`;
  },
};

export const whoErrors = {
  decidesNothing: 'They are in no group that decides, so nothing waits for them.',
};
