import type { Memory, Remembered } from '#assistant/memory.ts';
import type { Outcome, Reply, TurnContent, Working } from '#assistant/turn.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Shown } from '#foundation/delivery/notice.ts';
import type { Places } from '#foundation/delivery/places.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import type { Log } from '#foundation/kernel/log.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';
import type { Kept } from '#knowledge/handbook/keeper.ts';
import type { HandbookSearch } from '#knowledge/handbook/search/create-search.ts';
import type { PackageLookUp } from '#knowledge/packages/look-up.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import type { RouteFile } from '#office/requests/routing/route-file.ts';

/** What an answer from the policy stands on. */
export interface Judging {
  readonly policy: Policy;
  readonly clock: Clock;
}

/** What an answer about packages stands on: their facts, and the policy. */
export interface LookingUp extends Judging {
  readonly packages: PackageLookUp;
  /** Says what takes its time. */
  readonly working: Working;
}

/** The office's handbook as it is now, to be searched; loaded when it is first asked. */
export type HandbookNow = () => Promise<Kept<HandbookSearch>>;

/** What an answer from the handbook stands on. */
export interface Consulting extends Judging {
  readonly handbook: HandbookNow;
  readonly office: Office;
  /** Where what it does not say is kept for the OSPO; without it nothing is. */
  readonly db?: Db;
}

/** What a question stands on, whatever it is about. */
export interface Asking extends LookingUp, Consulting {
  readonly memory: Memory;
  readonly personId: string;
}

/** What asking the office to decide stands on. */
export interface Requesting extends HandingIn {
  /** What is asked for what, by the form's name; none where nothing can be handed in. */
  readonly forms: ReadonlyMap<string, RequestForm>;
  /** Who decides what; without it each form's own reviewers. */
  readonly routes?: RouteFile | undefined;
  readonly policy: Policy;
  readonly packages: PackageLookUp;
  /** Who may do what; asked at every press. */
  readonly roles: Roles;
}

/** What handing something in to the office stands on. */
export interface HandingIn {
  /** Where the office keeps it; without it nothing can be handed in. */
  readonly db?: Db;
  readonly office: Office;
  readonly clock: Clock;
  readonly personId: string;
}

/** What speaking to many at once stands on. */
export interface Broadcasting extends Overseeing {
  readonly policy: Policy;
  readonly handbook: HandbookNow;
  /** On which people are told things now. */
  readonly platforms: () => readonly string[];
  readonly places: Places;
  /** What is asked for what, by the form's name. */
  readonly forms: ReadonlyMap<string, RequestForm>;
  /** With whose working days. */
  readonly routes?: RouteFile | undefined;
}

/** What the OSPO's own work stands on. */
export interface Overseeing extends HandingIn {
  /** Who may do what; asked at every press. */
  readonly roles: Roles;
  /** Where the office keeps its handbook; undefined when it has none of its own. */
  readonly handbookFolder: string | undefined;
}

/** All that the skills stand on, in one person's turn; each of them takes its part. */
export type Steward = Asking & Broadcasting & Requesting;

/** What all turns stand on; compose makes it once. */
export interface StewardParts extends Omit<Steward, 'personId' | 'working'> {
  readonly log: Log;
}

/** What a skill found out: what to say, and what the thread is about now. */
export interface Answered {
  readonly replies: readonly Reply[];
  readonly about?: Remembered;
  /** And what else, in the order of the replies. */
  readonly alsoAbout?: readonly Remembered[];
}

export type SentForm = Extract<TurnContent, { kind: 'form' }>;

/** Answers with one card. */
export function say(card: Card, outcome: Outcome = { kind: 'said' }, about?: Remembered): Answered {
  return { replies: [{ kind: 'card', card, outcome }], ...(about && { about }) };
}

/** A card that stays true where it stands. */
export function show(card: Card, shows: Shown): Answered {
  return answered({ kind: 'card', card, outcome: { kind: 'said' }, shows });
}

/** On the card that was pressed, where there is one, and else beside it. */
export function onCard(card: string | undefined, now: Card): Answered {
  return card === undefined ? say(now) : answered({ kind: 'edit', card, edit: () => now });
}

export function answered(reply: Reply): Answered {
  return { replies: [reply] };
}

/** Several answers in one; the thread is about the first thing that any of them is about. */
export function joinAnswers(all: readonly Answered[]): Answered {
  const [about, ...alsoAbout] = all.flatMap((one) => one.about ?? []);
  return { replies: all.flatMap((one) => one.replies), ...(about && { about, alsoAbout }) };
}
