import {
  changeBroadcast,
  showBroadcast,
  takeBroadcastStep,
  testBroadcast,
} from '#assistant/actions.ts';
import {
  audienceInWords,
  dayInWords,
  kindNames,
  peopleInWords,
  stateInWords,
  timeInWords,
  toneOf,
} from '#assistant/views/broadcasts/words.ts';
import { universalTime } from '#assistant/views/feedback/universal-time.ts';
import type { Button, Card, Fact, Part } from '#foundation/cards/card.ts';
import { cutWords } from '#foundation/cards/cut-text.ts';
import { type Broadcast, broadcastName } from '#office/broadcasts/broadcast.ts';
import type { BroadcastStep } from '#office/broadcasts/lifecycle.ts';
import { type Reach, sizeOf } from '#office/broadcasts/people-in.ts';
import type { PlaceProgress, Progress } from '#office/broadcasts/progress.ts';

/** What stands beside a broadcast on the OSPO's card. */
export interface Desk {
  /** Whom it would reach; only while it has not begun, and where the platforms say it. */
  readonly reach?: Reach | undefined;
  /** How far it is, once it has begun. */
  readonly progress?: Progress | undefined;
  /** More people than this, or everybody, need a second person. */
  readonly needsSecond?: boolean;
  /** Who looks wrote it themselves. */
  readonly isOwn: boolean;
}

/** A broadcast as the OSPO sees it, wherever it stands. */
export function deskCard(broadcast: Broadcast, desk: Desk): Card {
  const { state, createdBy, approvedBy } = broadcast;
  return {
    tone: toneOf(state),
    title: cutWords(
      `${broadcastName(broadcast)} ${verb(broadcast)} · ${broadcast.content.title}`,
      140,
    ),
    parts: [{ kind: 'facts', rows: factsOf(broadcast, desk) }, ...notesOf(broadcast, desk)],
    source: [
      createdBy?.name === undefined ? 'Written by the OSPO' : `Written by ${createdBy.name}`,
      approvedBy?.name === undefined ? '' : ` · approved by ${approvedBy.name}`,
    ],
    buttons: buttonsOf(broadcast, desk),
  };
}

function verb({ state }: Broadcast): string {
  return state === 'draft' ? 'is a draft' : stateInWords(state);
}

function factsOf(
  { content, state, startedAt, finishedAt }: Broadcast,
  { reach, progress }: Desk,
): readonly Fact[] {
  const { acknowledgement } = content;
  const rows: (Fact | undefined)[] = [
    { label: 'Kind', value: kindNames[content.kind] },
    { label: 'To', value: audienceInWords(content.audience) },
    startedAt === undefined ? peopleRow(reach) : undefined,
    ...(reach?.channels ?? []).map(({ name, size }) => ({
      label: name,
      value:
        size === undefined
          ? 'I am not there, or it is archived'
          : `${peopleInWords(size)} read along`,
    })),
    startedAt === undefined ? { label: 'When', value: timeInWords(content) } : undefined,
    startedAt && { label: 'Began', value: universalTime(startedAt) },
    ...(progress ? progressRows(progress, state) : []),
    finishedAt && { label: 'Ended', value: universalTime(finishedAt) },
    acknowledgement && { label: 'To be confirmed', value: confirmInWords(acknowledgement) },
    progress && acknowledgement
      ? { label: 'Confirmed', value: `${shareOf(progress.acknowledged, progress.counts.sent)}` }
      : undefined,
  ];
  return rows.filter((row) => row !== undefined);
}

function peopleRow(reach: Reach | undefined): Fact | undefined {
  if (!reach) return { label: 'People', value: 'not known while a platform does not answer' };
  if (reach.channels.length > 0 && reach.people === 0) return undefined;
  return { label: 'People', value: reachInWords(reach) };
}

function reachInWords({ people, sample, unreachable }: Reach): string {
  if (people === 0) return 'nobody';
  const some = sample.length === 0 ? '' : `, such as ${sample.join(', ')}`;
  const lost = unreachable === 0 ? '' : `; ${unreachable} of them I cannot reach`;
  return `${peopleInWords(people)}${some}${lost}`;
}

function progressRows(
  { counts, endsAt, places }: Progress,
  state: Broadcast['state'],
): readonly Fact[] {
  if (counts.total === 0 && places.length > 0) return places.map(placeRow);
  const { total, sent, waiting, failed, unreachable, cancelled } = counts;
  const rest = [
    waiting > 0 ? `${count(waiting)} ${state === 'paused' ? 'stand still' : 'wait'}` : '',
    failed > 0 ? `${count(failed)} failed` : '',
    unreachable > 0 ? `${count(unreachable)} cannot be reached` : '',
    cancelled > 0 ? `${count(cancelled)} were not sent` : '',
  ].filter((words) => words !== '');
  return [
    { label: 'Sent', value: [shareOf(sent, total), ...rest].join('; ') },
    ...places.map(placeRow),
    ...(endsAt === undefined ? [] : [{ label: 'Probably ends', value: universalTime(endsAt) }]),
  ];
}

function placeRow({ name, state }: PlaceProgress): Fact {
  return { label: name, value: placeStates[state] };
}

const placeStates: Readonly<Record<PlaceProgress['state'], string>> = {
  sent: 'posted',
  waiting: 'waits',
  failed: 'failed',
  unreachable: 'could not be posted: I am not there any more, or it is archived',
  cancelled: 'was not posted',
};

function confirmInWords({
  by,
  question,
  remindAfterDays: days,
}: NonNullable<Broadcast['content']['acknowledgement']>): string {
  const words = [
    by === undefined ? 'at any time' : `by ${dayInWords(by)}`,
    question === undefined ? '' : 'with a question',
    days === undefined
      ? 'nobody is reminded'
      : `reminded every ${days === 1 ? 'day' : `${days} days`}`,
  ];
  return words.filter((one) => one !== '').join('; ');
}

function notesOf(
  { state }: Broadcast,
  { reach, progress, needsSecond, isOwn }: Desk,
): readonly Part[] {
  const notes: string[] = [];
  for (const { name, size, unknown } of reach?.members ?? []) {
    if (size === undefined)
      notes.push(`I am not in ${name}, or it is archived: nobody there gets it.`);
    else if (unknown > 0) {
      notes.push(
        `${unknown} of the ${size} in ${name} have never met me and get nothing; a post in the channel reaches them too.`,
      );
    }
  }
  if (state === 'draft' && reach && sizeOf(reach) === 0) {
    notes.push('It would reach nobody. Change whom it goes to before you send it.');
  } else if (state === 'draft' && needsSecond) {
    notes.push('A second person of the OSPO must look at it before it goes out.');
  }
  if (state === 'awaiting-approval') {
    notes.push(
      isOwn
        ? 'Somebody else of the OSPO must approve it; I have told them.'
        : 'Please look at its preview. Once you approve it, it goes out.',
    );
  }
  for (const { code, people } of progress?.failures ?? []) {
    notes.push(`${peopleInWords(people)} did not get it: ${code}.`);
  }
  return notes.map((text) => ({ kind: 'note', tone: 'caution', text }));
}

function buttonsOf(
  broadcast: Broadcast,
  { reach, progress, needsSecond, isOwn }: Desk,
): readonly Button[] {
  const { id, version, state } = broadcast;
  const step = (label: string, what: BroadcastStep, style?: Button['style']): Button => ({
    label: cutWords(label, 70),
    action: takeBroadcastStep.with({ id, version, step: what }),
    ...(style && { style }),
  });
  const preview: Button = { label: 'Preview', action: showBroadcast.with({ id, as: 'preview' }) };
  const test: Button = { label: 'Test to myself', action: testBroadcast.with({ id }) };
  const change: Button = {
    label: 'Change it',
    action: changeBroadcast.with({ id }),
    opens: 'form',
  };
  const correct: Button = { ...change, label: 'Correct its text' };
  const report: Button = { label: 'Report', action: showBroadcast.with({ id, as: 'report' }) };
  const name = broadcastName(broadcast);
  const again = progress && isTroubled(progress) ? [step('Try again', 'retry')] : [];
  switch (state) {
    case 'draft': {
      const label = (to: Reach) =>
        needsSecond ? 'Ask for a second look' : `Send to ${whomInWords(to)}`;
      const send = reach && sizeOf(reach) > 0 ? [step(label(reach), 'send', 'primary')] : [];
      return [...send, change, preview, test, step(`Discard ${name}`, 'cancel', 'danger')];
    }
    case 'awaiting-approval':
      return [
        ...(isOwn || !reach
          ? []
          : [step(`Approve: send to ${whomInWords(reach)}`, 'approve', 'primary')]),
        preview,
        test,
        step('Take it back', 'take-back'),
        step(`Cancel ${name}`, 'cancel', 'danger'),
      ];
    case 'scheduled':
      return [
        preview,
        step('Take it back', 'take-back'),
        step(`Cancel ${name}`, 'cancel', 'danger'),
      ];
    case 'sending':
      return [
        step('Pause', 'pause'),
        ...again,
        correct,
        report,
        step(`Cancel ${name}`, 'cancel', 'danger'),
      ];
    case 'paused':
      return [
        step('Go on', 'resume', 'primary'),
        correct,
        report,
        step(`Cancel ${name}`, 'cancel', 'danger'),
      ];
    case 'sent':
      return [
        ...(broadcast.content.acknowledgement
          ? [
              {
                label: 'Remind now',
                action: takeBroadcastStep.with({ id, version, step: 'remind' }),
              },
            ]
          : []),
        ...again,
        correct,
        report,
      ];
    case 'cancelled':
      return broadcast.startedAt === undefined ? [] : [report];
  }
}

/** In places only those are named: who reads along may be in several. */
function whomInWords({ people, channels }: Reach): string {
  const places = channels.map(({ name }) => name);
  if (places.length === 0) return peopleInWords(people);
  const there = places.length > 2 ? `${places.length} channels` : places.join(' and ');
  return people === 0 ? there : `${peopleInWords(people)} and ${there}`;
}

function isTroubled({ counts, places }: Progress): boolean {
  const failed = places.some(({ state }) => state === 'failed' || state === 'unreachable');
  return failed || counts.failed + counts.unreachable > 0;
}

function shareOf(some: number, all: number): string {
  if (all === 0) return '0';
  const percent = Math.floor((some * 1000) / all) / 10;
  return `${count(some)} of ${count(all)} (${percent} %)`;
}

function count(people: number): string {
  return people.toLocaleString('en-GB');
}
