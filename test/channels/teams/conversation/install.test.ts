import { describe, expect, it } from 'vitest';
import { teamsConversations } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { teamsApp } from '../../../support/teams/teams-app.ts';
import { openScene } from '../faults/scene.ts';

const store = testDatabase();

describe('Steward, where it is added', () => {
  it('says once what it is for, though Teams tells twice and again', async () => {
    const scene = await openScene({ db: store.db });

    const [first, second] = await scene.install('developer');
    await scene.sender.again({ ...first?.activity, id: 'f:another-1' });
    await scene.sender.again({ ...second?.activity, id: 'f:another-2' });
    await scene.idle();

    expect(scene.turns.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'help' }]);
    expect(scene.shown()).toHaveLength(1);
  });

  it('says it on another try where the first one failed', async () => {
    const scene = await openScene({ db: store.db });
    scene.double.fail('send', { status: 503 }, 1);

    await scene.install('developer');
    await expect.poll(() => scene.shown().length).toBe(1);
    await scene.idle();

    expect(scene.shown()).toHaveLength(1);
  });

  it('says it again where it was removed and is added again, also by another process', async () => {
    const scene = await openScene({ db: store.db });
    const { double } = scene;
    const other = await openScene({ db: store.db, double });
    await scene.install('developer');
    await scene.idle();
    await other.uninstall('developer');
    await other.idle();

    await scene.install('developer');
    await scene.idle();

    expect(scene.shown()).toHaveLength(2);
    expect(await store.db.select().from(teamsConversations)).toHaveLength(1);
  });

  it('says it in the channel of a team, and forgets the team when it is removed', async () => {
    const scene = await openScene({ db: store.db });
    const { id } = scene.double.team;

    await scene.install('team');
    await scene.idle();
    const known = await store.db.select().from(teamsConversations);
    await scene.uninstall('team');
    await scene.idle();

    expect(scene.shown({ id })).toHaveLength(1);
    expect(known).toMatchObject([{ id, kind: 'team', tenantId: teamsApp.tenantId }]);
    expect(await store.db.select().from(teamsConversations)).toEqual([]);
  });

  it('minds nobody else who comes to a team or leaves it', async () => {
    const scene = await openScene({ db: store.db });

    await scene.sender.event('member-added-team');
    await scene.idle();

    expect(scene.turns).toEqual([]);
    expect(scene.double.messages()).toEqual([]);
  });

  it('reaches nobody who has removed it, and who adds it again', async () => {
    const scene = await openScene({ db: store.db });
    const { channel } = scene.teams;
    const { developer } = scene.double.people;
    const to = {
      platform: 'teams',
      externalId: `${teamsApp.tenantId}/${developer.aadObjectId}`,
    };
    await scene.install('developer');
    await scene.idle();
    await scene.uninstall('developer');
    await scene.idle();

    const away = await channel.send(to, sampleCards.yes, { key: 'n-1', isRetry: false });
    await scene.install('developer');
    await scene.idle();
    const back = await channel.send(to, sampleCards.yes, { key: 'n-2', isRetry: false });

    expect(away).toEqual({ kind: 'unreachable' });
    expect(back.kind).toBe('sent');
  });
});
