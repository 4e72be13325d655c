import {
  absenceCard,
  backCard,
  decidesNothingCard,
  notAwayCard,
  notYourAbsenceCard,
  whenAwayCard,
} from '#assistant/views/absences/absence-cards.ts';
import { absenceForm } from '#assistant/views/absences/absence-form.ts';
import { coveredCard, coveringCard } from '#assistant/views/absences/covering-cards.ts';
import type { FormState } from '#channels/web/render-form.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { NamedAbsence } from '#office/requests/absences/named-absence.ts';

const ann = '0198a7e4-6a52-7d3c-9f10-000000000001';
const omar = '0198a7e4-6a52-7d3c-9f10-000000000002';
const today = '2026-12-02';

const absence: NamedAbsence = {
  id: '0198a7e4-6a52-7d3c-9f10-000000000003',
  personId: ann,
  name: 'Ann <b>',
  firstDay: '2026-12-01',
  lastDay: '2027-01-05',
  deputyName: 'Ben',
  hasBegun: true,
};
const planned = {
  ...absence,
  firstDay: '2026-12-09',
  lastDay: '2026-12-09',
  deputyName: undefined,
  hasBegun: false,
};
const own = { personId: ann, today };
const ospo = { personId: omar, today };

/** Everything that is said about who is away, by the name of its golden file. */
export const absenceCards: Readonly<Record<string, Card>> = {
  'absence-own': absenceCard(absence, own),
  'absence-planned': absenceCard(planned, own),
  'absence-of-another': absenceCard(absence, ospo),
  'absence-back': backCard(absence, own),
  'absence-not-gone': backCard(planned, ospo),
  'absence-none': notAwayCard(),
  'absence-when': whenAwayCard(),
  'absence-decides-nothing': decidesNothingCard(true),
  'absence-only-ospo': notYourAbsenceCard({
    who: 'the open source program office',
    reach: '#ospo',
  }),
  'absence-covering': coveringCard(absence, [], today),
  'absence-covered': coveredCard(absence, 'back'),
  'absence-covered-by-others': coveredCard(absence, 'others'),
};

const form = absenceForm({ asksWho: true, today });

/** The form for it: fresh, of somebody else, and wrong. */
export const absenceForms: readonly (readonly [string, FormState])[] = [
  ['absence', { form, page: 0, kept: {}, errors: {} }],
  [
    'absence-of-another',
    {
      form: absenceForm({ other: 'Ann <b>', asksWho: false, today, begun: '2026-12-01' }),
      page: 0,
      kept: { firstDay: '2026-12-01', lastDay: '2027-01-05' },
      errors: {},
    },
  ],
  [
    'absence-wrong',
    {
      form,
      page: 0,
      kept: { firstDay: '2026-12-09', lastDay: '2026-12-09' },
      errors: { deputy: 'Please say who covers: at that time nobody else is in Legal.' },
    },
  ],
];
