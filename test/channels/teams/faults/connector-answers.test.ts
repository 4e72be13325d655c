import { describe, expect, it } from 'vitest';
import { accounts } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import type { TeamsFault } from '../../../support/teams/double/faults.ts';
import { contractCard } from '../../contract/script.ts';
import { eventually, forAWhile, impatient, openScene, type Scene, saying } from './scene.ts';

const store = testDatabase();
const waits = { ...impatient, call: 300 };

/** Nothing is done at Teams, and it may be the next time. */
const passing: readonly (readonly [string, TeamsFault])[] = [
  ['429 without a time', { status: 429 }],
  ['401, our own token being out of date', { status: 401 }],
  ['408', { status: 408 }],
  ['412', { status: 412 }],
  ['500', { status: 500 }],
  ['502', { status: 502 }],
  ['503', { status: 503 }],
  ['504', { status: 504 }],
  ['the end of the connection', 'drop'],
  ['a call that never ends', 'hang'],
];

function askedAbout(scene: Scene, method: string): number {
  return scene.double.calls.filter((call) => call.method === method).length;
}

async function untilShown(scene: Scene): Promise<void> {
  await eventually(() => scene.shown().length > 0);
  await scene.idle();
  await forAWhile();
}

describe('an answer that Teams does not take at first', () => {
  it.each(passing)('is posted once more, and stands once, after %s', async (_what, fault) => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.fail('send', fault, 1);

    await scene.say('developer', 'may I use marzipan?');
    await untilShown(scene);

    expect(scene.shown()).toHaveLength(1);
    expect(scene.posts()).toHaveLength(2);
    expect(scene.lines).toContainEqual(expect.objectContaining({ level: 'warn' }));
  });

  it('is posted after the time that Teams asks for, and not before', async () => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.fail('send', { status: 429, retryAfter: 1 }, 1);
    const before = performance.now();

    await scene.say('developer', 'may I use marzipan?');
    await forAWhile(600);
    const early = scene.posts().length;
    await untilShown(scene);

    expect(early).toBe(1);
    expect(performance.now() - before).toBeGreaterThanOrEqual(990);
    expect(scene.shown()).toHaveLength(1);
    expect(scene.posts()).toHaveLength(2);
  });

  it('is posted by as many calls as there were tries, however long Teams is away', async () => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.fail('send', { status: 502 }, 3);

    await scene.say('developer', 'may I use marzipan?');
    await untilShown(scene);

    expect(scene.posts()).toHaveLength(4);
    expect(scene.turns).toHaveLength(4);
    expect(scene.shown()).toHaveLength(1);
  });

  it('is rather said twice than never when Teams took it and its answer was lost', async () => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.fail('send', 'lost', 1);

    await scene.say('developer', 'may I use marzipan?');
    await eventually(() => scene.shown().length > 1);
    await scene.idle();
    await forAWhile();

    expect(scene.shown()).toHaveLength(2);
    expect(scene.posts()).toHaveLength(2);
  });

  it('keeps nobody else waiting', async () => {
    const scene = await openScene({ db: store.db, waits: { ...impatient, call: 3000 } });
    scene.double.fail('send', 'hang', 1);

    await scene.say('developer', 'may I use marzipan?');
    await eventually(() => scene.posts().length > 0);
    await scene.say('legal', 'may I use marzipan?');
    await eventually(() => scene.shown('legal').length > 0, 1500);

    expect(scene.shown()).toEqual([]);
  });
});

describe('an answer that Teams refuses', () => {
  it.each([
    ['in a personal conversation that is blocked', { status: 403 }],
    ['in a personal conversation that is gone', { status: 404 }],
    ['as too large', { status: 413 }],
    ['as something that it cannot read', { status: 400 }],
  ])('%s is tried twice and then given up', async (_how, fault) => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.fail('send', fault);

    await scene.say('developer', 'may I use marzipan?');
    await eventually(() => scene.lines.some(({ message }) => message.startsWith('given up')));
    await scene.idle();
    await forAWhile();

    expect(scene.posts()).toHaveLength(2);
    expect(scene.shown()).toEqual([]);
  });

  it.each([
    ['403, Steward being taken out', { status: 403, code: 'BotNotInConversationRoster' }],
    ['404, the thread being gone', { status: 404 }],
  ])('in a channel comes to the person alone after %s', async (_what, fault) => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.fail('send', fault, 1);

    await scene.sayInChannel('developer', 'may I use marzipan?');
    await scene.idle();

    expect(scene.shown({ id: scene.double.team.channel })).toEqual([]);
    expect(scene.shown()).toHaveLength(1);
    expect(scene.posts()).toHaveLength(2);
  });
});

describe('a button that is pressed while Teams takes no message', () => {
  it('is answered at once, and its answer comes when Teams does', async () => {
    const scene = await openScene({ db: store.db, waits, say: () => [saying(contractCard)] });
    await scene.say('developer', 'may I use marzipan?');
    await scene.idle();
    scene.double.fail('send', { status: 503 }, 1);

    const { status, text } = await scene.press('developer', 'Why');
    await eventually(() => scene.shown().length > 1);
    await scene.idle();

    expect(status).toBe(200);
    expect(text).toContain('nothing is lost');
    expect(scene.shown()).toHaveLength(2);
  });
});

describe('somebody whom we meet for the first time', () => {
  it.each<readonly [string, TeamsFault]>([...passing, ['an answer that was lost', 'lost']])(
    'is answered as who they are when the roster says so after %s',
    async (_what, fault) => {
      const scene = await openScene({ db: store.db, waits });
      scene.double.fail('members', fault, 1);

      await scene.say('developer', 'may I use marzipan?');
      await untilShown(scene);

      expect(askedAbout(scene, 'GET')).toBe(2);
      expect(scene.shown()).toHaveLength(1);
      expect(await store.db.select().from(accounts)).toMatchObject([{ email: 'dana@example.com' }]);
    },
  );

  it('waits with us as long as Teams asks us to', async () => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.fail('members', { status: 429, retryAfter: 1 }, 1);

    await scene.say('developer', 'may I use marzipan?');
    await forAWhile(600);
    const early = askedAbout(scene, 'GET');
    await untilShown(scene);

    expect(early).toBe(1);
    expect(askedAbout(scene, 'GET')).toBe(2);
  });

  it('is answered without an address where Teams does not let us ask', async () => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.fail('members', { status: 403, code: 'Forbidden' });

    await scene.say('developer', 'may I use marzipan?');
    await untilShown(scene);

    expect(scene.shown()).toHaveLength(1);
    expect(await store.db.select().from(accounts)).toMatchObject([{ email: null }]);
  });
});
