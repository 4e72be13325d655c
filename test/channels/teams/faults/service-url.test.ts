import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { accounts, received, sentCards, teamsConversations } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { teamsApp } from '../../../support/teams/teams-app.ts';
import { authorizationFor } from '../../../support/teams/tokens.ts';
import { openScene, type Scene } from './scene.ts';

const store = testDatabase();

/** Somebody else's, on this machine too: whoever is called there is told our token. */
async function startElsewhere() {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    asked.push([request.method, request.url, request.headers.authorization]);
    response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  // A listening TCP server has an address with a port.
  return { asked, port: (server.address() as AddressInfo).port };
}

const foreign = [
  'https://evil.example/',
  'https://evil.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/emea/',
  'http://user@127.0.0.1/',
  'http://10.0.0.1/',
  'file:///etc/passwd',
  'evil',
];

function ask(scene: Scene, serviceUrl: string, authorization?: string) {
  const given = authorization === undefined ? {} : { authorization };
  return scene.sender.message('message-personal', { text: 'marzipan?' }, { serviceUrl, ...given });
}

async function isForgotten(scene: Scene): Promise<void> {
  await scene.idle();
  expect(scene.turns).toEqual([]);
  expect(scene.double.calls).toEqual([]);
  expect(await store.db.select().from(received)).toEqual([]);
  expect(await store.db.select().from(teamsConversations)).toEqual([]);
}

describe('an activity of another service address', () => {
  it.each(foreign)('is refused where the token is for ours: %s', async (serviceUrl) => {
    const scene = await openScene(store);

    const { status } = await ask(scene, serviceUrl);

    expect(status).toBe(401);
    await isForgotten(scene);
  });

  it.each(foreign)('is refused where the token is for it: %s', async (serviceUrl) => {
    const scene = await openScene(store);

    const { status, text } = await ask(scene, serviceUrl, authorizationFor({ serviceUrl }));

    expect([status, text]).toEqual([403, '']);
    await isForgotten(scene);
  });

  it('is refused where it names none, whatever the token is for', async () => {
    const scene = await openScene(store);

    const answers = [
      await scene.sender.message('message-personal', { serviceUrl: undefined }),
      await scene.sender.message('message-personal', { serviceUrl: '' }),
      await scene.sender.message('message-personal', { serviceUrl: null }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    await isForgotten(scene);
  });

  it('is no reason to call anybody, also in an invoke', async () => {
    const scene = await openScene(store);
    const serviceUrl = 'https://evil.example/';
    const how = { serviceUrl, authorization: authorizationFor({ serviceUrl }) };

    const answers = [
      await scene.sender.invoke('card-action', {}, how),
      await scene.sender.invoke('dialog-fetch', {}, how),
      await scene.sender.invoke('search', {}, how),
      await scene.sender.event('installation-add', {}, how),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    await isForgotten(scene);
  });
});

describe('a conversation that was kept with another service address', () => {
  const { tenantId } = teamsApp;

  /** As by somebody who got at the table. */
  async function poison(scene: Scene, serviceUrl: string): Promise<void> {
    const { aadObjectId, id } = scene.double.people.developer;
    await store.db.insert(teamsConversations).values({
      id: scene.double.personal('developer'),
      kind: 'personal',
      tenantId,
      serviceUrl,
      account: `${tenantId}/${aadObjectId}`,
      userId: id,
      changedAt: new Date(),
    });
  }

  const to = ({ double }: Scene) => ({
    platform: 'teams',
    externalId: `${tenantId}/${double.people.developer.aadObjectId}`,
  });

  it.each(foreign)('is not written to: %s', async (serviceUrl) => {
    const scene = await openScene(store);
    await poison(scene, serviceUrl);
    const { channel } = scene.teams;

    const sent = await channel.send(to(scene), sampleCards.yes, { key: 'n', isRetry: false });

    expect(sent).toEqual({ kind: 'unreachable' });
    expect(scene.double.calls).toEqual([]);
  });

  it('is not asked for a roster, and its cards are not changed', async () => {
    const scene = await openScene(store);
    await poison(scene, 'https://evil.example/');
    const message = `teams:${scene.double.personal('developer')}/1`;
    const sentAt = new Date();
    await store.db.insert(sentCards).values({ message, card: sampleCards.yes, sentAt });
    const { channel } = scene.teams;

    const changed = await channel.change(message, (card) => card);
    const found = await channel.find(to(scene).externalId);
    const stranger = await channel.send(
      { platform: 'teams', externalId: `${tenantId}/${scene.double.people.legal.aadObjectId}` },
      sampleCards.yes,
      { key: 'n', isRetry: false },
    );

    expect([changed.kind, found, stranger.kind]).toEqual(['gone', undefined, 'unreachable']);
    expect(scene.double.calls).toEqual([]);
    expect(await store.db.select().from(accounts)).toEqual([]);
  });

  it('is written to again once Teams has said where it is', async () => {
    const scene = await openScene(store);
    await poison(scene, 'https://evil.example/');
    const { channel } = scene.teams;

    await scene.say('developer', 'marzipan?');
    await scene.idle();
    const sent = await channel.send(to(scene), sampleCards.yes, { key: 'n', isRetry: false });

    expect(sent.kind).toBe('sent');
    expect(scene.shown()).toHaveLength(2);
  });
});

describe('a connector that leads elsewhere', () => {
  it('is not followed, so that our token goes nowhere', async () => {
    const elsewhere = await startElsewhere();
    const moved = createServer((_request, response) => {
      const location = `http://127.0.0.1:${elsewhere.port}/v3/conversations`;
      response.writeHead(307, { location }).end();
    });
    await new Promise<void>((resolve) => moved.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void moved.close());
    // A listening TCP server has an address with a port.
    const serviceUrl = `http://127.0.0.1:${(moved.address() as AddressInfo).port}/`;
    const scene = await openScene(store);

    await ask(scene, serviceUrl, authorizationFor({ serviceUrl }));
    await scene.idle();

    expect(elsewhere.asked).toEqual([]);
  });
});
