import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Changed, Sent } from '#foundation/delivery/channel.ts';
import { sentCards, teamsConversations } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import type { TeamsFault } from '../../../support/teams/double/faults.ts';
import { teamsApp } from '../../../support/teams/teams-app.ts';
import type { Who } from '../../../support/teams/test-teams.ts';
import { impatient, openScene, type Scene } from './scene.ts';

const store = testDatabase();
const { tenantId } = teamsApp;

/** The card did not arrive as far as we know, and may the next time. */
const passing: readonly (readonly [string, TeamsFault])[] = [
  ['429 without a time', { status: 429 }],
  ['401', { status: 401 }],
  ['412', { status: 412 }],
  ['500', { status: 500 }],
  ['502', { status: 502 }],
  ['504', { status: 504 }],
  ['the end of the connection', 'drop'],
  ['a call that never ends', 'hang'],
  ['an answer that was lost', 'lost'],
];

/** Where the developer was heard from, unless their conversation is kept otherwise. */
async function open(kept: Partial<typeof teamsConversations.$inferInsert> = {}): Promise<Scene> {
  const scene = await openScene({ db: store.db, waits: { ...impatient, call: 200 } });
  const { double } = scene;
  const { id: userId } = double.people.developer;
  await store.db.insert(teamsConversations).values({
    id: double.personal('developer'),
    kind: 'personal',
    tenantId,
    serviceUrl: double.serviceUrl,
    account: nameOf(scene, 'developer'),
    userId,
    changedAt: new Date(),
    ...kept,
  });
  return scene;
}

function nameOf({ double }: Scene, who: Who): string {
  return `${tenantId}/${double.people[who].aadObjectId}`;
}

function tell(scene: Scene, who: Who = 'developer', isRetry = false): Promise<Sent> {
  const to = { platform: 'teams', externalId: nameOf(scene, who) };
  return scene.teams.channel.send(to, sampleCards.yes, { key: 'n-1', isRetry });
}

function change(scene: Scene, sent: Sent): Promise<Changed> {
  if (sent.kind !== 'sent') throw new Error('there is no card to change');
  return scene.teams.channel.change(sent.message, (card) => ({ ...card, title: 'Changed' }));
}

function callsOf(scene: Scene, method: string): readonly string[] {
  return scene.double.calls.filter((call) => call.method === method).map(({ path }) => path);
}

/** What went wrong, as the worker sees it. */
function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (done) => done,
    (error: unknown) => error,
  );
}

describe('a notice', () => {
  it.each(passing)('is left for another try after %s, by one call each', async (_what, fault) => {
    const scene = await open();
    scene.double.fail('send', fault, 1);

    const first = await failureOf(tell(scene));
    const calls = callsOf(scene, 'POST').length;
    const second = await tell(scene, 'developer', true);

    expect(first).toMatchObject({ code: 'unavailable' });
    expect([calls, callsOf(scene, 'POST').length]).toEqual([1, 2]);
    expect(second.kind).toBe('sent');
    expect(scene.shown()).toHaveLength(fault === 'lost' ? 2 : 1);
  });

  it.each([
    [2, 2000],
    [0, 0],
    [1_000_000, 60 * 60_000],
  ])('waits as Teams asks for it: %i seconds', async (retryAfter, afterMs) => {
    const scene = await open();
    scene.double.fail('send', { status: 429, retryAfter });

    const sent = await tell(scene);

    expect(sent).toEqual({ kind: 'later', afterMs });
    expect(callsOf(scene, 'POST')).toHaveLength(1);
  });

  it('reaches nobody who has blocked Steward', async () => {
    const scene = await open();
    scene.double.block('developer');

    const sent = await tell(scene);

    expect(sent).toEqual({ kind: 'unreachable' });
    expect(callsOf(scene, 'POST')).toHaveLength(1);
  });

  it('that is too large is a failure, and not somebody who cannot be reached', async () => {
    const scene = await open();
    scene.double.fail('send', { status: 413 });

    const sent = await failureOf(tell(scene));

    expect(sent).toMatchObject({ code: 'unavailable', status: 413 });
  });

  it('goes to the conversation that there is now when the one that was kept is gone', async () => {
    const scene = await open({ id: 'a:1-of-long-ago' });

    const sent = await tell(scene);

    const now = scene.double.personal('developer');
    expect(sent.kind).toBe('sent');
    expect(scene.shown()).toHaveLength(1);
    expect(callsOf(scene, 'POST')).toEqual([
      '/v3/conversations/a:1-of-long-ago/activities',
      '/v3/conversations',
      `/v3/conversations/${now}/activities`,
    ]);
    expect(await store.db.select().from(teamsConversations)).toMatchObject([{ id: now }]);
  });

  it('reaches nobody when Teams knows no other conversation', async () => {
    const scene = await open();
    scene.double.fail('send', { status: 404 });

    const sent = await tell(scene);

    expect(sent).toEqual({ kind: 'unreachable' });
    expect(callsOf(scene, 'POST')).toHaveLength(2);
  });
});

describe('a card that is to be changed', () => {
  it.each(passing)('is left for another try after %s, by one call each', async (_what, fault) => {
    const scene = await open();
    const sent = await tell(scene);
    scene.double.fail('update', fault, 1);

    const first = await failureOf(change(scene, sent));
    const second = await change(scene, sent);

    expect(first).toMatchObject({ code: 'unavailable' });
    expect(callsOf(scene, 'PUT')).toHaveLength(2);
    expect(second.kind).toBe('changed');
    expect(JSON.stringify(scene.shown())).toContain('Changed');
  });

  it('waits as Teams asks for it', async () => {
    const scene = await open();
    const sent = await tell(scene);
    scene.double.fail('update', { status: 429, retryAfter: 3 });

    const changed = await change(scene, sent);

    expect(changed).toEqual({ kind: 'later', afterMs: 3000 });
    expect(callsOf(scene, 'PUT')).toHaveLength(1);
  });

  it.each([400, 403, 404])('is gone after %i, and not kept any more', async (status) => {
    const scene = await open();
    const sent = await tell(scene);
    scene.double.fail('update', { status });

    const changed = await change(scene, sent);

    expect(changed).toEqual({ kind: 'gone' });
    expect(await store.db.select().from(sentCards)).toEqual([]);
  });
});

describe('a conversation that is to be opened', () => {
  it.each(passing)('is left for another try after %s, by one call each', async (_what, fault) => {
    const scene = await open();
    scene.double.fail('create', fault, 1);

    const first = await failureOf(tell(scene, 'legal'));
    const calls = callsOf(scene, 'POST');
    const second = await tell(scene, 'legal', true);

    expect(first).toMatchObject({ code: 'unavailable' });
    expect(calls).toEqual(['/v3/conversations']);
    expect(second.kind).toBe('sent');
    expect(scene.shown('legal')).toHaveLength(1);
  });

  it('waits as Teams asks for it', async () => {
    const scene = await open();
    scene.double.fail('create', { status: 429, retryAfter: 3 });

    const sent = await tell(scene, 'legal');

    expect(sent).toEqual({ kind: 'later', afterMs: 3000 });
    expect(callsOf(scene, 'POST')).toHaveLength(1);
  });

  it.each([400, 403, 404])('leaves whoever it is with unreached after %i', async (status) => {
    const scene = await open();
    scene.double.fail('create', { status });

    const sent = await failureOf(tell(scene, 'legal'));

    // 400 says that we asked wrongly, and nothing about them.
    expect(sent).toMatchObject(
      status === 400 ? { code: 'unavailable', status } : { kind: 'unreachable' },
    );
  });
});

describe('a roster', () => {
  it.each([...passing, ['429', { status: 429, retryAfter: 1 }] as const])(
    'is left for another try after %s, by one call each',
    async (_what, fault) => {
      const scene = await open({ id: '19:team@thread.tacv2', kind: 'team', userId: null });
      const { channel } = scene.teams;
      scene.double.fail('members', fault, 1);

      const rosters = await failureOf(channel.membersOf('19:team@thread.tacv2'));

      expect(rosters).toMatchObject({ code: 'unavailable' });
      expect(callsOf(scene, 'GET')).toHaveLength(1);
    },
  );
});

describe('a page that stands in place of Teams', () => {
  /** As a proxy shows it to whoever has not signed in. */
  async function startPages(contentType: string): Promise<string> {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': contentType }).end('<html>Sign in</html>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.close();
      server.closeAllConnections();
    });
    // A listening TCP server has an address with a port.
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  const types = ['text/html', 'application/json', 'application/xml'];

  it.each(types)('as %s is no message that was sent', async (type) => {
    const scene = await open({ serviceUrl: await startPages(type) });

    const sent = await failureOf(tell(scene));

    expect(sent).toMatchObject({ code: 'unavailable', afterMs: undefined });
    expect(await store.db.select().from(sentCards)).toEqual([]);
  });

  it.each(types)('as %s is no conversation that was opened', async (type) => {
    const scene = await open({ serviceUrl: await startPages(type) });

    const sent = await failureOf(tell(scene, 'legal'));

    expect(sent).toMatchObject({ code: 'unavailable', afterMs: undefined });
    expect(await store.db.select().from(teamsConversations)).toHaveLength(1);
  });

  it.each(types)('as %s is no roster', async (type) => {
    const id = '19:team@thread.tacv2';
    const serviceUrl = await startPages(type);
    const scene = await open({ id, kind: 'team', userId: null, serviceUrl });

    const members = await failureOf(scene.teams.channel.membersOf(id));

    expect(members).toMatchObject({ code: 'unavailable' });
  });
});
