/** A process that sends what goes to many, to the platforms and by the time of a hub. */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { startBulk } from '#foundation/delivery/bulk/bulk.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { noRoles } from '#foundation/people/roles.ts';
import { openDatabase } from '#foundation/store/database.ts';
import { Answered, type Asked } from './hub.ts';
import type { Received } from './platform.ts';
import { type PlatformCalls, simulatedChannel } from './simulated-channel.ts';
import { createTimeMember } from './simulated-time.ts';
import { drawNews, SIMULATED_START } from './simulation.ts';

const [where = '', port = ''] = process.argv.slice(2);
const database = await openDatabase(
  where.startsWith('postgres')
    ? { kind: 'postgres', url: where }
    : { kind: 'embedded', folder: where },
  silentLog,
);
const socket = connect(Number(port), '127.0.0.1').setNoDelay(true);
const member = createTimeMember(SIMULATED_START);
const answers = new Map<number, (answer: unknown) => void>();
let asked = 0;

const lines = createInterface({ input: socket });
// The hub ends it; the lines fail with their socket.
for (const one of [socket, lines]) one.on('error', () => process.exit(0));
socket.on('close', () => process.exit(0));
lines.on('line', (line) => {
  const said = Answered.parse(JSON.parse(line));
  if (said.kind === 'wake') {
    member.wake(said.now);
    return;
  }
  answers.get(said.id)?.(said.answer);
  answers.delete(said.id);
});

function say(what: Asked): void {
  socket.write(`${JSON.stringify(what)}\n`);
}

function callsOf(platform: 'slack' | 'teams'): PlatformCalls {
  function ask(what: Parameters<typeof sayWithId>[0]) {
    return new Promise<unknown>((resolve) => answers.set(sayWithId(what), resolve));
  }
  return {
    receive: async (conversation, key) =>
      (await ask({ kind: 'receive', platform, conversation, key })) as Received,
    has: async (key) => (await ask({ kind: 'has', platform, key })) === true,
  };
}

function sayWithId(
  what:
    | Omit<Extract<Asked, { kind: 'receive' }>, 'id'>
    | Omit<Extract<Asked, { kind: 'has' }>, 'id'>,
): number {
  const id = ++asked;
  say({ ...what, id });
  return id;
}

member.onIdle = (until) => say({ kind: 'idle', until: Number.isFinite(until) ? until : null });
const { db } = database;
const { clock, alarms } = member;
const channels = [
  simulatedChannel({ db, clock, platform: 'slack', perSecond: 5, calls: callsOf('slack') }),
  simulatedChannel({ db, clock, platform: 'teams', perSecond: 30, calls: callsOf('teams') }),
];
startBulk({
  database,
  clock,
  alarms,
  log: silentLog,
  roles: noRoles,
  channels: () => channels,
  cardFor: drawNews,
});
process.stdout.write('started\n');
// Its processor time, for whoever measures it.
process.stdin.on('data', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${Math.round((user + system) / 1000)}\n`);
});
