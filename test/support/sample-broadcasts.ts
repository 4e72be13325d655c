import { broadcastCard, unreadCard } from '#assistant/views/broadcasts/broadcast-card.ts';
import {
  broadcastForm,
  confirmForm,
  correctForm,
  filledWith,
} from '#assistant/views/broadcasts/broadcast-form.ts';
import { type Desk, deskCard } from '#assistant/views/broadcasts/desk-card.ts';
import { desksCard } from '#assistant/views/broadcasts/desks-card.ts';
import {
  handbookDoneCard,
  handbookOfferCard,
} from '#assistant/views/broadcasts/handbook-offer-card.ts';
import { policyOfferCard } from '#assistant/views/broadcasts/policy-offer-card.ts';
import {
  noSecondPersonCard,
  noSuchBroadcastCard,
  notYourBroadcastCard,
  onlyOspoBroadcastsCard,
  ownBroadcastCard,
  reachesNobodyCard,
  remindedCard,
  subscribedCard,
  testSentCard,
} from '#assistant/views/broadcasts/refused-cards.ts';
import { subscriptionsCard } from '#assistant/views/broadcasts/subscriptions-card.ts';
import type { FormState } from '#channels/web/render-form.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Broadcast } from '#office/broadcasts/broadcast.ts';

export const from = 'Open Source Program Office';
const contact = { who: 'the open source program office', reach: '#ospo' };
const idOf = (number: number) => `0198a7e4-6a52-7d3c-9f10-${String(number).padStart(12, '0')}`;
const at = (hour: number) => new Date(`2026-03-02T${String(hour).padStart(2, '0')}:00:00Z`);

const olga = { personId: idOf(1), name: 'Olga Ospo' };
const omar = { personId: idOf(2), name: 'Omar Ospo' };

export const agpl: Broadcast = {
  id: idOf(12),
  number: 12,
  content: {
    kind: 'policy-change',
    title: 'AGPL needs a review from 1 April on',
    body: 'From **1 April** on, whatever is under the AGPL needs a review, *also* inside the company.\n\n## What to do\n\n- Ask before you use it: `request approval for X`\n- What was approved stays approved\n\nMore on [our page](https://example.org/agpl). <b>No HTML</b>.',
    section: { id: 'a'.repeat(32), title: 'Network copyleft' },
    audience: {
      to: [{ kind: 'everyone' }],
      except: [{ kind: 'acknowledged', broadcastId: idOf(9), number: 9 }],
    },
    acknowledgement: {
      by: '2026-04-01',
      remindAfterDays: 7,
      question: {
        text: 'What do you do before you use something under the AGPL?',
        answers: ['Nothing', 'Ask for a review', 'Tell my manager'],
        right: 1,
      },
    },
    isUrgent: false,
  },
  state: 'draft',
  version: 3,
  correctedAt: undefined,
  createdBy: olga,
  approvedBy: undefined,
  changedAt: at(9),
  startedAt: undefined,
  finishedAt: undefined,
  people: undefined,
  remindedAt: undefined,
};
const begun: Broadcast = { ...agpl, startedAt: at(10), people: 18_240, approvedBy: omar };
const news: Broadcast = {
  ...agpl,
  id: idOf(13),
  number: 13,
  content: {
    kind: 'news',
    title: 'Open source day on 9 June',
    body: 'Talks, and cake.',
    audience: { to: [{ kind: 'topic', topic: 'training' }], except: [] },
    sendAt: '2026-03-09T09:00',
    isUrgent: false,
  },
};
export const deadline: Broadcast = {
  ...agpl,
  id: idOf(14),
  number: 14,
  content: {
    ...agpl.content,
    kind: 'deadline',
    title: 'Say by Friday what you ship',
    body: 'List what your product ships.',
    acknowledgement: { by: '2026-03-06' },
  },
};

const reach = {
  people: 18_240,
  unreachable: 31,
  sample: ['Ada Lovelace', 'Grace Hopper', 'Lin Legal'],
  channels: [],
  members: [],
};
const counts = {
  total: 18_240,
  sent: 11_002,
  waiting: 7200,
  failed: 7,
  unreachable: 31,
  cancelled: 0,
};
const progress = {
  counts,
  acknowledged: 4210,
  endsAt: at(13),
  failures: [{ code: 'unavailable', people: 7 }],
  places: [],
};
const whole = {
  counts: { ...counts, sent: 18_209, waiting: 0, failed: 0 },
  acknowledged: 18_001,
  endsAt: undefined,
  failures: [],
  places: [],
};
/** To a channel of Slack and to one of Teams, and to the members of a third. */
const posted: Broadcast = {
  ...news,
  content: {
    ...news.content,
    audience: {
      to: [
        { kind: 'channel', platform: 'slack', externalId: 'T1/C1', name: '#open-source' },
        { kind: 'channel', platform: 'teams', externalId: 'T2/19:1', name: 'Security › General' },
        { kind: 'members', platform: 'slack', externalId: 'T1/C2', name: '#payments' },
      ],
      except: [],
    },
  },
};
const inChannels = {
  people: 12,
  unreachable: 0,
  sample: ['Ada Lovelace'],
  channels: [
    { name: '#open-source', size: 210 },
    { name: 'Security › General', size: undefined },
  ],
  members: [{ name: '#payments', size: 15, unknown: 3 }],
};
const mine: Desk = { isOwn: true };
const theirs: Desk = { isOwn: false };

/** What is said of broadcasts, by the names of the golden files. */
export const broadcastCards: Readonly<Record<string, Card>> = {
  'broadcast-policy': broadcastCard(agpl, { from }),
  'broadcast-confirmed': broadcastCard(agpl, { from, acknowledgedAt: at(11) }),
  'broadcast-corrected': broadcastCard({ ...deadline, correctedAt: at(12) }, { from }),
  'broadcast-news': broadcastCard(news, { from }),
  'broadcast-preview': broadcastCard(deadline, { from, isPreview: true }),
  'broadcast-in-channel': broadcastCard(agpl, { from, isInChannel: true }),
  'broadcasts-to-read': unreadCard([deadline, agpl], from),
  'broadcasts-to-read-one': unreadCard([agpl], from),
  'broadcasts-all-read': unreadCard([], from),
  'desk-draft': deskCard(agpl, { ...mine, reach, needsSecond: true }),
  'desk-draft-few': deskCard(news, {
    ...mine,
    reach: { ...reach, people: 1, unreachable: 0, sample: ['Ada Lovelace'] },
    needsSecond: false,
  }),
  'desk-draft-nobody': deskCard(news, {
    ...mine,
    reach: { ...reach, people: 0, unreachable: 0, sample: [] },
    needsSecond: false,
  }),
  'desk-draft-channels': deskCard(posted, { ...mine, reach: inChannels, needsSecond: false }),
  'desk-sent-channels': deskCard(
    { ...posted, state: 'sent', startedAt: at(9), finishedAt: at(9), people: 12 },
    {
      ...mine,
      progress: {
        ...whole,
        counts: { ...counts, total: 12, sent: 12, waiting: 0, failed: 0, unreachable: 0 },
        places: [
          { name: '#open-source', state: 'sent' },
          { name: 'Security › General', state: 'unreachable' },
        ],
      },
    },
  ),
  'desk-approval': deskCard({ ...agpl, state: 'awaiting-approval' }, { ...theirs, reach }),
  'desk-approval-own': deskCard({ ...agpl, state: 'awaiting-approval' }, { ...mine, reach }),
  'desk-scheduled': deskCard({ ...news, state: 'scheduled' }, { ...mine, reach }),
  'desk-sending': deskCard({ ...begun, state: 'sending' }, { ...mine, progress }),
  'desk-paused': deskCard({ ...begun, state: 'paused' }, { ...theirs, progress }),
  'desk-sent': deskCard(
    { ...begun, state: 'sent', finishedAt: at(14) },
    { ...theirs, progress: whole },
  ),
  'desk-cancelled': deskCard(
    { ...begun, state: 'cancelled' },
    {
      ...mine,
      progress: {
        ...whole,
        acknowledged: 4210,
        counts: { ...counts, waiting: 0, failed: 0, cancelled: 7207 },
      },
    },
  ),
  'desk-none': desksCard([], 4),
  'desk-all': desksCard([agpl, { ...begun, number: 11, state: 'sent' }, news, deadline], 4),
  'policy-offer': policyOfferCard({
    from: '2026.1',
    to: '2026.2',
    words:
      '**Stricter than before**\n\n- All network copyleft licenses (21), as a development tool: allowed → not allowed.',
    touched: 3,
    examples: ['REQ-142 · Use ghostscript in Photo Desk: needs a review → not allowed'],
  }),
  'handbook-offer': handbookOfferCard({
    offer: idOf(30),
    sha256: 'a'.repeat(64),
    changes: [
      { kind: 'changed', heading: 'Copyleft > Linking' },
      { kind: 'renamed', heading: 'Copyleft > Typefaces', from: 'Copyleft > Fonts' },
      { kind: 'added', heading: 'Copyleft > Models' },
      { kind: 'removed', heading: 'Copyleft > Data' },
    ],
    paths: [],
  }),
  'handbook-offer-many': handbookOfferCard({
    offer: idOf(30),
    sha256: 'a'.repeat(64),
    changes: Array.from({ length: 40 }, (_, at) => ({
      kind: 'changed',
      heading: `Releasing your own code > Step ${at + 1}: what to look at before you publish`,
    })),
    paths: [],
  }),
  'handbook-done': handbookDoneCard(),
  'broadcast-only-ospo': onlyOspoBroadcastsCard(contact),
  'broadcast-no-such': noSuchBroadcastCard(),
  'broadcast-not-yours': notYourBroadcastCard(),
  'broadcast-own': ownBroadcastCard(agpl),
  'broadcast-no-second': noSecondPersonCard(agpl),
  'broadcast-nobody': reachesNobodyCard(news),
  'broadcast-test-sent': testSentCard(agpl, ['slack', 'teams']),
  'broadcast-reminded': remindedCard(agpl, 208),
  'broadcast-reminded-nobody': remindedCard(agpl, 0),
  'subscribed-topic': subscribedCard('Courses and talks', true, true),
  'muted-news': subscribedCard('news', false, true),
  subscriptions: subscriptionsCard(
    { security: 'Security notices', training: 'Courses and talks' },
    new Map([
      ['news', false],
      ['training', true],
    ]),
  ),
};

const offered = {
  topics: { security: 'Security notices' },
  groups: { legal: 'Legal', ospo: 'the open source program office' },
  hasChannels: true,
  today: '2026-03-02',
};

/** The forms for broadcasts, page by page, by the names of the golden files. */
export const broadcastForms: readonly (readonly [string, FormState])[] = [
  ...[0, 1, 2].map(
    (page) =>
      [
        `broadcast-${page + 1}`,
        { form: broadcastForm(offered), page, kept: filledWith(agpl.content), errors: {} },
      ] as const,
  ),
  [
    'broadcast-correct',
    { form: correctForm, page: 0, kept: { title: agpl.content.title, body: 'Now.' }, errors: {} },
  ],
  [
    'broadcast-confirm',
    {
      form: confirmForm(agpl) ?? correctForm,
      page: 0,
      kept: { answer: '0' },
      errors: {
        answer: 'That is not it. Please read the text again; you can try as often as you like.',
      },
    },
  ],
];
