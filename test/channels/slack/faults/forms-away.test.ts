import { describe, expect, it, onTestFinished } from 'vitest';
import { received } from '#foundation/store/schema.ts';
import { heldBy } from '../../../support/slack/modal.ts';
import { databaseSwitch } from '../../../support/switchable.ts';
import { contractCard, formReply } from '../../contract/script.ts';
import {
  eventually,
  forAWhile,
  type Scene,
  type SceneOptions,
  saying,
  slackScenes,
} from './scene.ts';

const { store, open } = slackScenes();
const database = databaseSwitch(store);
const card = saying(contractCard);

/** With the form of the contract open. */
async function withForm(options: SceneOptions & { readonly sent?: SceneOptions['say'] } = {}) {
  const { sent = () => [card], ...others } = options;
  const slack = await open({
    say(turn) {
      const { kind } = turn.content;
      if (kind === 'form') return sent(turn);
      return kind === 'action' ? [formReply] : [card];
    },
    ...others,
  });
  await slack.say('developer', 'may I use marzipan?');
  await slack.idle();
  await slack.press('developer', 'Why');
  await slack.idle();
  return slack;
}

function submissions(slack: Scene): number {
  return slack.turns.filter(({ content }) => content.kind === 'form').length;
}

function wordsOfModal(slack: Scene): string {
  return JSON.stringify(slack.modal()?.view ?? '');
}

describe.each(['http', 'socket'] as const)('a form that is sent over %s', (transport) => {
  it('stays open with all that was typed, and says so, while the database is away', async () => {
    const slack = await withForm({ transport });
    database.goAway();

    const { status } = await slack.submit('developer', { reason: 'marzipan' });
    const errors = Object.values(slack.modal()?.errors ?? {});
    const modal = slack.modal();

    expect(status).toBe(200);
    expect(errors.join()).toContain('cannot save this just now');
    expect(modal && heldBy(modal, 'reason')).toBe('marzipan');
  });

  it('stays open within three seconds while the database hangs', async () => {
    const slack = await withForm({ transport });
    database.hang();

    const { ms } = await slack.submit('developer', { reason: 'marzipan' });

    expect(ms).toBeLessThan(2600);
    expect(Object.values(slack.modal()?.errors ?? {}).join()).toContain('cannot save');
  });
});

describe('a form that is sent while the database is away', () => {
  it('is taken when it is sent again afterwards', async () => {
    const slack = await withForm();
    database.goAway();
    await slack.submit('developer', { reason: 'marzipan' });
    database.comeBack();

    await slack.submit('developer', { reason: 'marzipan' });
    await slack.idle();

    expect(slack.modal()).toBeUndefined();
    expect(submissions(slack)).toBe(1);
  });

  it('is acted on once when it hung and was then sent again', async () => {
    const slack = await withForm();
    database.hang();
    await slack.submit('developer', { reason: 'marzipan' });
    database.comeBack();

    await slack.submit('developer', { reason: 'marzipan' });
    await slack.idle();
    await forAWhile();

    expect(submissions(slack)).toBe(1);
  });
});

describe('a form whose answer takes long', () => {
  it('says that it is saved and checked, and what became of it when that is known', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const slack = await withForm({
      async sent() {
        await promise;
        return [card];
      },
    });

    const { ms } = await slack.submit('developer', { reason: 'marzipan' });
    const meanwhile = wordsOfModal(slack);
    resolve();
    await eventually(() => wordsOfModal(slack).includes('have arrived'));

    expect(ms).toBeLessThan(2600);
    expect(meanwhile).toContain('Saved, still checking');
    expect(submissions(slack)).toBe(1);
  });

  it('is finished by another process when this one ends in the middle of it', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const slack = await withForm({
      async sent() {
        await promise;
        return [card];
      },
    });
    onTestFinished(() => resolve());
    await slack.submit('developer', { reason: 'marzipan' });
    const later = { now: () => new Date(Date.now() + 60_000) };

    const other = await open({ clock: later });
    await other.idle();

    expect(other.turns).toMatchObject([
      { content: { kind: 'form', answers: { reason: 'marzipan' } } },
    ]);
    const left = (await store.db.select().from(received)).filter(({ doneAt }) => doneAt === null);
    expect(left).toEqual([]);
  });
});

describe('a form whose answer breaks', () => {
  it('says that it is saved, and is tried again', async () => {
    let tries = 0;
    const slack = await withForm({
      sent() {
        tries += 1;
        if (tries === 1) throw new TypeError('it broke: marzipan');
        return [card];
      },
    });
    await slack.submit('developer', { reason: 'marzipan' });
    const said = wordsOfModal(slack);

    const other = await open({
      clock: { now: () => new Date(Date.now() + 60_000) },
      say: () => [card],
    });
    await other.idle();

    expect(said).toContain('Your answers are saved');
    expect(other.turns).toHaveLength(1);
  });
});

describe('a message while the database hangs', () => {
  it('is acknowledged within half a second and answered when it is back', async () => {
    const slack = await open();
    await slack.say('developer', 'warm marzipan?');
    await slack.idle();
    database.hang();

    const { status, ms } = await slack.say('developer', 'may I use marzipan?');
    database.comeBack();
    await slack.idle();

    expect(status).toBe(200);
    expect(ms).toBeLessThan(500);
    expect(slack.shown()).toHaveLength(2);
  });

  it('is acknowledged within half a second when fifty come at once', async () => {
    const slack = await open();
    await slack.say('developer', 'warm marzipan?');
    await slack.idle();
    database.hang();

    const answers = await Promise.all(
      Array.from({ length: 50 }, () => slack.say('developer', 'may I use marzipan?')),
    );
    database.comeBack();
    await slack.idle();

    expect(answers.every(({ status }) => status === 200)).toBe(true);
    // Half of it is the bar; the rest is for a machine that does other things beside this.
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(1000);
    expect(slack.shown()).toHaveLength(51);
  });
});
