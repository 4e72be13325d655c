import type { z } from 'zod';
import type { takeBroadcastStep } from '#assistant/actions.ts';
import { type Answered, answered, type Broadcasting, say } from '#assistant/answering.ts';
import { addressingOf, showDesk } from '#assistant/skills/broadcasts/desk.ts';
import { forOspo } from '#assistant/skills/broadcasts/for-ospo.ts';
import { readOne } from '#assistant/skills/broadcasts/read-broadcast.ts';
import { broadcastCard, unreadCard } from '#assistant/views/broadcasts/broadcast-card.ts';
import { desksCard } from '#assistant/views/broadcasts/desks-card.ts';
import {
  noSecondPersonCard,
  noSuchBroadcastCard,
  onlyOspoBroadcastsCard,
  ownBroadcastCard,
  reachesNobodyCard,
  remindedCard,
  testSentCard,
} from '#assistant/views/broadcasts/refused-cards.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { accountsOf } from '#foundation/people/accounts.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { Db } from '#foundation/store/database.ts';
import {
  type Broadcast,
  broadcastName,
  broadcastNotices,
  findBroadcast,
  findBroadcastByNumber,
  listBroadcasts,
} from '#office/broadcasts/broadcast.ts';

const LISTED_MOST = 10;
const OPENED_MOST = 4;

/** What the OSPO has written; to others what they should read, if there is anything. */
export async function listDesk(broadcasting: Broadcasting): Promise<Answered> {
  const { db, personId, roles } = broadcasting;
  if (db && !(await roles.of(personId)).has('ospo')) {
    const { unreadBy } = await import('#office/broadcasts/readers/remind.ts');
    const unread = await unreadBy(db, personId);
    if (unread.length > 0) return say(unreadCard(unread, broadcasting.office.name));
  }
  return forOspo(broadcasting, async (db) =>
    say(desksCard(await listBroadcasts(db, LISTED_MOST), OPENED_MOST)),
  );
}

/** Shows the one of a number: to the OSPO how it stands, to others what they got. */
export async function showNumbered(number: number, broadcasting: Broadcasting): Promise<Answered> {
  const { db, personId, roles } = broadcasting;
  const broadcast = db && (await findBroadcastByNumber(db, number));
  if (!db || !broadcast) return say(noSuchBroadcastCard(), { kind: 'no-answer' });
  const isOspo = (await roles.of(personId)).has('ospo');
  return isOspo
    ? showDesk(db, broadcast, undefined, broadcasting)
    : readOne(broadcast.id, broadcasting);
}

/** Shows a broadcast as it stands, as its readers see it, or who has confirmed it. */
export function showAs(
  { id, as }: { readonly id: string; readonly as: 'desk' | 'preview' | 'report' },
  broadcasting: Broadcasting,
): Promise<Answered> {
  return forOspo(broadcasting, async (db) => {
    const broadcast = await findBroadcast(db, id);
    if (!broadcast) return say(noSuchBroadcastCard(), { kind: 'no-answer' });
    switch (as) {
      case 'desk':
        return showDesk(db, broadcast, undefined, broadcasting);
      case 'preview':
        return say(broadcastCard(broadcast, { from: broadcasting.office.name, isPreview: true }));
      case 'report':
        return report(db, broadcast);
      default:
        return unreachable(as);
    }
  });
}

/** Rows that are read in a conversation; more than that are for a spreadsheet. */
const REPORT_MOST = 2000;

/** Who got it and who has confirmed it, to be read, searched and kept. */
async function report(db: Db, broadcast: Broadcast): Promise<Answered> {
  const { writeReport } = await import('#office/broadcasts/report.ts');
  const texts: string[] = [];
  const people = await writeReport(db, broadcast, (lines) => void texts.push(lines), REPORT_MOST);
  const name = broadcastName(broadcast);
  const isAll = (broadcast.people ?? 0) <= REPORT_MOST;
  return answered({
    kind: 'document',
    title: `${name} report.csv`,
    text: texts.join('').trimEnd(),
    source: isAll
      ? `${name}: ${people} people`
      : `${name}: the first ${REPORT_MOST} people. All of them: npx steward broadcast report ${name}`,
  });
}

/** Sends it to whoever pressed, and to nobody else: on each of their platforms, which show it differently. */
export function sendTest(id: string, broadcasting: Broadcasting): Promise<Answered> {
  return forOspo(broadcasting, async (db) => {
    const broadcast = await findBroadcast(db, id);
    if (!broadcast) return say(noSuchBroadcastCard(), { kind: 'no-answer' });
    const { tell } = await import('#foundation/delivery/notice.ts');
    const { personId, clock } = broadcasting;
    const at = clock.now();
    // A new message each time: who tests again wants to see it again.
    const told = { kind: broadcastNotices.test, matter: `${id}/${at.getTime()}` };
    const running = broadcasting.platforms();
    const held = (await accountsOf(db, personId)).map(({ platform }) => platform);
    const on = [...new Set(held)].filter((platform) => running.includes(platform));
    for (const platform of on) await tell(db, told, { kind: 'person', personId, platform }, at);
    return say(testSentCard(broadcast, on));
  });
}

type Step = z.infer<typeof takeBroadcastStep.payload>;

/** Takes a step with a broadcast and says what came of it. */
export function pressBroadcastStep(
  { id, version, step }: Step,
  card: string | undefined,
  broadcasting: Broadcasting,
): Promise<Answered> {
  return forOspo(broadcasting, async (db) => {
    if (step === 'remind') return remind(db, { id, version }, card, broadcasting);
    const { takeBroadcastStep: take } = await import('#office/broadcasts/take-step.ts');
    const { personId, roles, clock, office } = broadcasting;
    const { approvalAbove } = office.broadcasts;
    const addressing = addressingOf(broadcasting);
    const taken = await take(
      db,
      { id, version, step },
      { personId, roles, clock, addressing, approvalAbove },
    );
    switch (taken.kind) {
      case 'taken':
      case 'moved-on':
        return showDesk(db, taken.broadcast, card, broadcasting);
      case 'own-broadcast':
        return say(ownBroadcastCard(taken.broadcast));
      case 'no-second':
        return say(noSecondPersonCard(taken.broadcast));
      case 'nobody':
        return say(reachesNobodyCard(taken.broadcast));
      case 'not-found':
        return say(noSuchBroadcastCard(), { kind: 'no-answer' });
      case 'not-ospo':
        return say(onlyOspoBroadcastsCard(contactFor(office, 'broadcasts')));
      default:
        return unreachable(taken);
    }
  });
}

async function remind(
  db: Db,
  { id, version }: Pick<Step, 'id' | 'version'>,
  card: string | undefined,
  broadcasting: Broadcasting,
): Promise<Answered> {
  const broadcast = await findBroadcast(db, id);
  if (!broadcast) return say(noSuchBroadcastCard(), { kind: 'no-answer' });
  if (broadcast.version !== version) return showDesk(db, broadcast, card, broadcasting);
  const { remindNow } = await import('#office/broadcasts/readers/remind.ts');
  const { personId, clock, office, routes } = broadcasting;
  const going = { ...addressingOf(broadcasting), office, calendar: routes?.calendar };
  const people = await remindNow(db, broadcast, going, clock.now(), personId);
  return say(remindedCard(broadcast, people));
}
