import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../../support/database.ts';
import { badTokens } from '../../../support/teams/tokens.ts';
import { openScene, type Scene } from './scene.ts';

const store = testDatabase();
const waits = { keys: 150 };

const troubles = [
  ['answers 503', { status: 503 }],
  ['answers 404', { status: 404 }],
  ['ends the connection', 'refuse'],
  ['hangs', 'hang'],
] as const;

async function ask(scene: Scene, authorization?: string) {
  const exchange = await scene.sender.message(
    'message-personal',
    { text: 'may I use marzipan?' },
    authorization === undefined ? {} : { authorization },
  );
  await scene.idle();
  return exchange;
}

describe('while there are no keys to check anybody by', () => {
  it.each(troubles)(
    'a good request is told to come again when the place of keys %s',
    async (_how, trouble) => {
      const scene = await openScene({ ...store, db: store.db, waits });
      scene.double.failKeys(trouble);

      const { status, text } = await ask(scene);

      expect([status, text]).toEqual([503, '']);
      expect(scene.turns).toEqual([]);
      expect(scene.lines).toContainEqual(expect.objectContaining({ level: 'error' }));
      expect(JSON.stringify(scene.lines)).not.toContain('127.0.0.1');
    },
  );

  it.each(troubles)('the next request is heard once it no longer %s', async (_how, trouble) => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.failKeys(trouble);
    await ask(scene);
    scene.double.mendKeys();

    const { status } = await ask(scene);

    expect(status).toBe(200);
    expect(scene.shown()).toHaveLength(1);
  });

  it('a request that could never be good is refused without a look for them', async () => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.failKeys('hang');
    const { double } = scene;
    const hopeless = [
      badTokens.none(),
      badTokens.garbage(),
      badTokens['garbage in three parts'](),
      badTokens['another issuer'](double),
      badTokens['for another app'](double),
      badTokens.unsigned(double),
      badTokens['signed with the public key'](double),
    ];

    const answers = await Promise.all(
      hopeless.map((authorization) =>
        scene.sender.message('message-personal', {}, { authorization }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual(hopeless.map(() => 401));
    expect(scene.lines).toEqual([]);
  });

  it('fifty requests at once fetch them once', async () => {
    const scene = await openScene({ db: store.db });

    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(scene)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(scene.double.keyFetches()).toBe(1);
    expect(scene.shown()).toHaveLength(50);
  });

  it('fifty requests at once wait for one look, and all come again', async () => {
    const scene = await openScene({ db: store.db, waits });
    scene.double.failKeys('hang');

    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(scene)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(scene.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('a bad request that comes first keeps none of the others waiting twice', async () => {
    const scene = await openScene({ db: store.db, waits });
    const impostor = badTokens['signed with another key'](scene.double);

    const answers = await Promise.all([ask(scene, impostor), ask(scene), ask(scene)]);

    expect(answers.map(({ status }) => status)).toEqual([401, 200, 200]);
    expect(scene.double.keyFetches()).toBe(1);
  });
});
