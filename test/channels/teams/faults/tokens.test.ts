import { count } from 'drizzle-orm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { received } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import {
  badTokens,
  edgeAuthorization,
  emulatorAuthorization,
  goodTokens,
  type MakeAuthorization,
} from '../../../support/teams/tokens.ts';
import { openScene, type Scene } from './scene.ts';

const store = testDatabase();

async function storedRows(): Promise<number> {
  const [row] = await store.db.select({ rows: count() }).from(received);
  return row?.rows ?? -1;
}

function watchConsole() {
  const spies = (['error', 'warn', 'log', 'info'] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation(() => undefined),
  );
  onTestFinished(() => {
    for (const spy of spies) spy.mockRestore();
  });
  return () => spies.flatMap(({ mock }) => mock.calls);
}

async function askWith(scene: Scene, authorization: string | undefined, changes = {}) {
  const exchange = await scene.sender.message(
    'message-personal',
    { text: 'may I use marzipan?', ...changes },
    { authorization },
  );
  await scene.idle();
  return exchange;
}

const refused: Readonly<Record<string, MakeAuthorization>> = {
  ...badTokens,
  'of the Emulator, with our own app': emulatorAuthorization,
  'of a channel on Azure Stack Edge': edgeAuthorization,
};

describe('a request with a token of the Bot Framework', () => {
  it.each(Object.entries(goodTokens))('is heard: %s', async (_which, make) => {
    const scene = await openScene(store);

    const { status, text } = await askWith(scene, make(scene.double));

    expect([status, text]).toEqual([200, '']);
    expect(scene.shown()).toHaveLength(1);
  });
});

describe('a request that does not prove to be from Teams', () => {
  it.each(Object.entries(refused))(
    'is refused without a word, and leaves no trace: %s',
    async (_which, make) => {
      const written = watchConsole();
      const scene = await openScene(store);

      const { status, text, headers } = await askWith(scene, make(scene.double));

      expect([status, text]).toEqual([401, '']);
      expect(Object.keys(headers).sort()).toEqual(['connection', 'date', 'transfer-encoding']);
      expect(written()).toEqual([]);
      expect(await storedRows()).toBe(0);
      expect(scene.turns).toEqual([]);
      expect(scene.double.calls).toEqual([]);
      expect(scene.lines).toEqual([]);
    },
  );

  it.each(Object.entries(refused))(
    'is refused before anything of it is told in an invoke: %s',
    async (_which, make) => {
      const scene = await openScene(store);
      const authorization = make(scene.double);

      const { status, text } = await scene.sender.invoke('search', {}, { authorization });

      expect([status, text]).toEqual([401, '']);
      expect(scene.turns).toEqual([]);
    },
  );

  it('is refused when it calls itself of another channel, even with a good token', async () => {
    const scene = await openScene(store);

    const edge = await askWith(scene, goodTokens.RS256(scene.double), { channelId: 'AseChannel' });
    const both = await askWith(scene, edgeAuthorization(scene.double), { channelId: 'AseChannel' });
    const emulator = await askWith(scene, goodTokens.RS256(scene.double), {
      channelId: 'emulator',
    });

    expect([edge.status, both.status, emulator.status]).toEqual([400, 401, 400]);
    expect(scene.turns).toEqual([]);
    expect(await storedRows()).toBe(0);
  });

  it('does not keep a good one from being heard, however many came before', async () => {
    const written = watchConsole();
    const scene = await openScene(store);
    const makers = Object.values(refused);

    const bad = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        askWith(scene, makers[at % makers.length]?.(scene.double)),
      ),
    );
    const good = await askWith(scene, goodTokens.RS256(scene.double));

    expect(new Set(bad.map(({ status }) => status))).toEqual(new Set([401]));
    expect(good.status).toBe(200);
    expect(scene.shown()).toHaveLength(1);
    expect(scene.double.keyFetches()).toBe(1);
    expect(written()).toEqual([]);
  });

  it('leaves the console to others', async () => {
    const written = watchConsole();
    const scene = await openScene(store);
    const terminal: Console = console;

    const refusing = askWith(scene, badTokens['signed with another key'](scene.double));
    terminal.error('of somebody else');
    await refusing;

    expect(written()).toEqual([['of somebody else']]);
  });
});
