import { describe, expect, it } from 'vitest';
import { systemClock } from '#foundation/kernel/clock.ts';
import { personFor } from '#foundation/people/accounts.ts';
import { accounts, feedback, received } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';
import { teamsApp } from '../../../support/teams/teams-app.ts';
import type { Who } from '../../../support/teams/test-teams.ts';
import { wordsOf } from '../../../support/teams/words.ts';
import { type OfficeInTeams, openOffice } from './office.ts';
import { openScene, type Scene } from './scene.ts';

const store = testDatabase();
const { tenantId, otherTenantId } = teamsApp;

async function accountOf({ double }: Scene, who: Who) {
  const all = await store.db.select().from(accounts);
  return all.find(({ externalId }) => externalId.endsWith(`/${double.people[who].aadObjectId}`));
}

describe('somebody of a tenant that is not served', () => {
  it('is not heard, whatever they send', async () => {
    const scene = await openScene(store);
    const how = { who: 'stranger' } as const;

    const answers = [
      await scene.say('stranger', 'may I use marzipan?'),
      await scene.sender.event('bot-added-personal', {}, how),
      await scene.sender.event('installation-remove', {}, how),
      await scene.sender.invoke('card-action', {}, how),
      await scene.sender.invoke('dialog-submit', {}, how),
      await scene.sender.invoke('search', {}, how),
      await scene.sender.invoke('file-consent-accept', {}, how),
    ];
    await scene.idle();

    expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [403, '']));
    expect(scene.turns).toEqual([]);
    expect(scene.double.calls).toEqual([]);
    expect(await store.db.select().from(received)).toEqual([]);
    expect(await store.db.select().from(accounts)).toEqual([]);
  });

  it('is not heard where the tenant is not said, or said otherwise', async () => {
    const scene = await openScene(store);
    const without = { channelData: { tenant: undefined }, conversation: { tenantId: undefined } };

    const answers = [
      await scene.say('developer', 'marzipan?', without),
      await scene.say('developer', 'marzipan?', { channelData: { tenant: { id: otherTenantId } } }),
      await scene.say('developer', 'marzipan?', { channelData: { tenant: { id: '' } } }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(scene.turns).toEqual([]);
  });

  it('is heard as one of ours however the tenant is written', async () => {
    const scene = await openScene(store);
    const loud = tenantId.toUpperCase();

    await scene.say('developer', 'marzipan?', { channelData: { tenant: { id: loud } } });
    await scene.say('developer', 'marzipan!');
    await scene.idle();

    expect(await store.db.select().from(accounts)).toHaveLength(1);
    expect(scene.turns).toHaveLength(2);
  });

  it('is heard where their tenant is served too, under its own name', async () => {
    const tenants = [tenantId, otherTenantId];
    const scene = await openScene({ db: store.db, settings: { tenants } });

    await scene.say('stranger', 'marzipan?');
    await scene.idle();

    expect(scene.shown('stranger')).toHaveLength(1);
    expect((await accountOf(scene, 'stranger'))?.externalId).toContain(otherTenantId);
  });
});

/** Asks in a channel, says that it did not help, and sends the form. */
async function giveFeedback(office: OfficeInTeams, who: Who): Promise<void> {
  await office.sayInChannel(who, 'may I use MIT code?');
  await office.settled();
  const answer = office.shown({ id: office.double.team.channel }).at(-1);
  await office.press(who, 'Not helpful', answer);
  await office.settled();
  await office.submit(who, { reason: 'It is wrong' });
  // More is asked because of that.
  await office.submit(who);
  await office.settled();
}

describe.each([
  ['of another company in a channel of ours', 'stranger'],
  ['who is a guest', 'guest'],
] as const)('somebody %s', (_which, who) => {
  /** Their own administrator gave them the OSPO's address. */
  async function open(): Promise<OfficeInTeams> {
    const office = await openOffice(store.database);
    office.double.changePerson(who, { email: office.double.people.ospo.email });
    return office;
  }
  const inChannel = { who, tenant: tenantId } as const;

  async function ask(office: OfficeInTeams): Promise<void> {
    const conversation = { id: `${office.double.team.channel};messageid=17` };
    const changes = { text: '<at>Steward</at> may I use MIT code?', conversation };
    await office.sender.message('message-channel-mention', changes, inChannel);
    await office.settled();
  }

  it('is answered, as a person without an address', async () => {
    const office = await open();

    await ask(office);

    expect(office.shown({ id: office.double.team.channel })).toHaveLength(1);
    expect(await accountOf(office, who)).toMatchObject({
      email: null,
      externalId: `${tenantId}/${office.double.people[who].aadObjectId}`,
    });
  });

  it('is never the OSPO, whoever speaks first', async () => {
    const office = await open();

    await ask(office);
    await office.say('ospo', 'may I use MIT code?');
    await office.settled();
    const told = office.shown(who).length;
    await giveFeedback(office, 'developer');

    const [them, ospo] = [await accountOf(office, who), await accountOf(office, 'ospo')];
    expect(them?.email).toBeNull();
    expect(ospo?.email).toBe('omar@example.com');
    expect(ospo?.personId).not.toBe(them?.personId);
    expect(await store.db.select().from(feedback)).toHaveLength(1);
    expect(office.shown(who)).toHaveLength(told);
    const toOspo = office.shown('ospo').map((message) => wordsOf(office.shownTo('ospo', message)));
    expect(toOspo.join('\n')).toContain('Somebody says an answer is wrong');
  });
});

describe('somebody who uses another platform too', () => {
  it('is the same person there, by the address that both vouch for', async () => {
    const scene = await openScene(store);
    const before = await personFor(
      store.db,
      { platform: 'slack', externalId: 'T1/U1', email: 'dana@example.com' },
      systemClock,
    );

    await scene.say('developer', 'marzipan?');
    await scene.idle();

    expect(scene.turns[0]?.personId).toBe(before);
  });

  it('is somebody else where the address is not of ours', async () => {
    const scene = await openScene(store);
    scene.double.changePerson('guest', { email: 'dana@example.com' });
    const before = await personFor(
      store.db,
      { platform: 'slack', externalId: 'T1/U1', email: 'dana@example.com' },
      systemClock,
    );

    await scene.say('guest', 'marzipan?');
    await scene.idle();

    expect(scene.turns).toHaveLength(1);
    expect(scene.turns[0]?.personId).not.toBe(before);
  });
});
