import { reminderCard } from '#assistant/views/reminders/reminder-card.ts';
import { type Beside, factChanges, nothingBeside } from '#assistant/views/requests/beside-parts.ts';
import { decisionPart } from '#assistant/views/requests/decision-part.ts';
import { dueCard } from '#assistant/views/requests/due-card.ts';
import {
  approvedAlreadyCard,
  openAlreadyCard,
} from '#assistant/views/requests/duplicates/already-cards.ts';
import { followedCard, followingCard } from '#assistant/views/requests/duplicates/follow-cards.ts';
import {
  noSuchRequestCard,
  ownRequestsCard,
  queueCard,
} from '#assistant/views/requests/list-cards.ts';
import { nobodyDecidesCard } from '#assistant/views/requests/nobody-decides-card.ts';
import { sampledCard } from '#assistant/views/requests/parts/sampled-card.ts';
import {
  movedOnCard,
  noSuchPersonCard,
  notYoursCard,
  ownRequestCard,
  tooLateToUndoCard,
} from '#assistant/views/requests/refused-cards.ts';
import { requestCard } from '#assistant/views/requests/request-card.ts';
import { type Viewer, viewerOf } from '#assistant/views/requests/viewer.ts';
import type { Card } from '#foundation/cards/card.ts';
import { fit } from '#foundation/cards/fit.ts';
import type { Request } from '#office/requests/find-requests.ts';
import { forms, later, type Name, names, person, rolesOf } from './requests/request-of.ts';
import {
  byPolicy,
  contribution,
  exception,
  many,
  precedents,
  releases,
  risky,
  uses,
} from './requests/some-requests.ts';
import { agpl, deadline, from } from './sample-broadcasts.ts';
import { sampleCards } from './sample-cards.ts';

const DAY = 1440;
const contact = { who: 'the open source program office', reach: '#ospo' };
const dueAt = later(3 * DAY);
const note = {
  by: 'Leo',
  words: 'Outside counsel says the same; see the letter of February.',
  at: later(300),
};
const usually = 30 * 3_600_000;

/** As one person sees a request, a moment after it was changed. */
function seenBy(
  who: Name,
  request: Request,
  beside: Partial<Beside> = {},
  hasOpened = false,
): Card {
  return requestCard(request, viewing(who, request, hasOpened), names, {
    ...nothingBeside,
    ...beside,
  });
}

function viewing(who: Name, request: Request, hasOpened = false): Viewer {
  const now = later(0.5, request.changedAt);
  return viewerOf(request, rolesOf(who), { personId: person(who).personId, now, hasOpened });
}

/** An hour later: no press is taken back any more. */
function seenLaterBy(who: Name, request: Request): Card {
  return requestCard(
    request,
    { ...viewing(who, request), now: later(60, request.changedAt) },
    names,
  );
}

function movedOn(who: Name, request: Request, words?: string): Card {
  const viewer = { ...viewing(who, request, true), now: later(60, request.changedAt) };
  return movedOnCard(request, viewer, names, words);
}

/** An answer about a component with what was decided of it. */
function answerWith(decisions: readonly Request[], product: string | undefined): Card {
  const part = decisionPart(decisions, forms, product);
  const { parts } = sampleCards.obligations;
  return { ...sampleCards.obligations, parts: part ? [...parts, part] : parts };
}

const facts = uses.waiting.facts;
const changes = factChanges(facts, { ...facts, licenses: 'GPL-3.0-only', verdict: 'denied' });

/** What whoever asked reads of their request. */
const ofRequester: Readonly<Record<string, Card>> = {
  'request-own-waiting': seenBy('ada', uses.waiting, { dueAt, usually }),
  'request-own-step-1-of-2': seenBy('ada', risky.first, { dueAt }),
  'request-own-step-2-of-2': seenBy('ada', risky.half, { dueAt }),
  'request-own-asked': seenBy('ada', uses.asked),
  'request-own-answered': seenBy('ada', uses.answered, { dueAt }),
  'request-own-changes': seenBy('ada', uses.changes),
  'request-own-approved': seenBy('ada', uses.approved),
  'request-own-conditions': seenBy('ada', uses.conditional),
  'request-own-rejected': seenBy('ada', uses.rejected),
  'request-own-withdrawn': seenBy('ada', uses.withdrawn),
  'request-own-by-policy': seenBy('ada', byPolicy),
  'request-own-contribution': seenBy('ada', contribution, { dueAt }),
};

/** What those read who decide, the office and the auditor. */
const ofReviewers: Readonly<Record<string, Card>> = {
  'request-review': seenBy('lin', uses.waiting, { dueAt, precedents }),
  'request-review-legal': seenBy('lin', uses.waiting, {
    dueAt: later(-60),
    precedents,
    notes: [note],
    changes,
  }),
  'request-review-ospo': seenBy('omar', uses.waiting, { dueAt, precedents, changes }),
  'request-review-auditor': seenBy('aud', uses.waiting, { dueAt, precedents }),
  'request-review-answered': seenBy('lin', uses.answered, { dueAt }),
  'request-review-asked': seenBy('lin', uses.asked),
  'request-review-changes': seenBy('lin', uses.changes),
  'request-review-high-risk': seenBy('lin', risky.first, { dueAt }),
  'request-review-high-risk-read': seenBy('lin', risky.first, { dueAt }, true),
  'request-review-quorum': seenBy('cora', risky.half, { dueAt }, true),
  'request-review-quorum-approved': seenBy('carl', risky.half, { dueAt }),
  'request-review-release': seenBy('omar', releases.first, { dueAt }),
  'request-review-beside-others': seenBy('sam', releases.second, { dueAt }),
  'request-review-contribution': seenBy('mia', contribution, { dueAt }),
  'request-review-exception': seenBy('lin', exception, { dueAt }, true),
  'request-review-handed-over': seenBy('sam', uses.handedOver, { dueAt }),
  'request-review-reassigned': seenBy('sam', uses.reassigned, { dueAt }),
  'request-closed-approved': seenBy('lin', uses.approved),
  'request-closed-conditions': seenLaterBy('lin', uses.conditional),
  'request-closed-rejected': seenLaterBy('leo', uses.rejected),
  'request-closed-withdrawn': seenLaterBy('lin', uses.withdrawn),
  'request-sample': sampledCard(seenBy('omar', byPolicy), byPolicy),
};

const lists: Readonly<Record<string, Card>> = {
  'requests-own': ownRequestsCard(
    [uses.asked, risky.second, byPolicy, { ...uses.conditional, number: 120 }],
    forms,
    names,
  ),
  'requests-own-one': ownRequestsCard([uses.waiting], forms, names),
  'requests-own-many': ownRequestsCard(many, forms, names),
  'requests-own-none': ownRequestsCard([], forms, names),
  'requests-queue': queueCard([uses.waiting, risky.first], [], true, names),
  'requests-queue-one': queueCard([uses.waiting], [], true, names),
  'requests-queue-many': queueCard(many, [], true, names),
  'requests-queue-none': queueCard([], [], true, names),
  'requests-queue-nobody': queueCard([], [], false, names),
  'requests-queue-ospo': queueCard([releases.first], [uses.waiting, risky.half], true, names),
  'requests-queue-ospo-others': queueCard([], many, true, names),
  'requests-due': dueCard(
    [
      { request: uses.waiting, dueAt: later(-2 * DAY) },
      { request: risky.first, dueAt: later(300) },
    ],
    '2026-03-02',
  ),
  'requests-due-one': dueCard([{ request: uses.waiting, dueAt: later(300) }], '2026-03-02'),
  'requests-due-many': dueCard(
    many.map((request, at) => ({ request, dueAt: later(at * 60 - 120) })),
    '2026-03-02',
  ),
  'reminder-both': reminderCard(
    { due: [{ request: uses.waiting, dueAt: later(300) }], unread: [deadline] },
    { dueDay: '2026-03-02', from },
  ),
  'reminder-both-many': reminderCard(
    {
      due: many.map((request, at) => ({ request, dueAt: later(at * 60 - 120) })),
      unread: [deadline, agpl],
    },
    { dueDay: '2026-03-02', from },
  ),
  'reminder-none': reminderCard({ due: [], unread: [] }, { dueDay: '2026-03-02', from }),
  'requests-no-such': noSuchRequestCard('REQ-9999'),
};

const again: Readonly<Record<string, Card>> = {
  'request-open-already': openAlreadyCard(uses.waiting, false),
  'request-open-already-own': openAlreadyCard(uses.waiting, true),
  'request-approved-already': approvedAlreadyCard(uses.conditional, false),
  'request-approved-already-own': approvedAlreadyCard(byPolicy, true),
  'request-following': followingCard(uses.waiting),
  'request-followed-approved': followedCard(uses.approved),
  'request-followed-conditions': followedCard(uses.conditional),
  'request-followed-rejected': followedCard(uses.rejected),
  'request-followed-withdrawn': followedCard(uses.withdrawn),
  'request-followed-open-again': followedCard(uses.waiting),
  'request-decided-here': answerWith([uses.conditional, ...precedents], 'Photo Desk'),
  'request-decided-here-rejected': answerWith([uses.rejected], 'photo desk'),
  'request-decided-elsewhere': answerWith(precedents.slice(0, 1), 'Checkout'),
  'request-decided-somewhere': answerWith(precedents, undefined),
  'request-decided-nowhere': answerWith([], 'Checkout'),
};

const refused: Readonly<Record<string, Card>> = {
  'request-moved-on': movedOn('lin', uses.asked, 'Where are the object files?'),
  'request-moved-on-stage': movedOn('lin', risky.second),
  'request-decided-meanwhile': movedOn('leo', uses.approved, 'On condition that it is named.'),
  'request-own-not-decided': ownRequestCard(uses.waiting),
  'request-not-yours': notYoursCard(uses.waiting),
  'request-no-such-person': noSuchPersonCard(uses.waiting, 'Please look at the linking.'),
  'request-too-late-to-undo': tooLateToUndoCard(uses.approved),
  'request-nobody-decides': nobodyDecidesCard(
    contact,
    uses.waiting.asked.form,
    uses.waiting.asked.answers,
  ),
};

/** What is said about requests, by the names of the golden files, as the channels are given it. */
export const requestCards: Readonly<Record<string, Card>> = Object.fromEntries(
  Object.entries({ ...ofRequester, ...ofReviewers, ...lists, ...again, ...refused }).map(
    ([name, card]) => [name, fit(card)],
  ),
);
