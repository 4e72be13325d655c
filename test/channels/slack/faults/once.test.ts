import { describe, expect, it } from 'vitest';
import type { Payload } from '../../../support/slack/fixtures.ts';
import { isRecord } from '../../../support/slack/fixtures.ts';
import { contractCard, contractForm, formReply } from '../../contract/script.ts';
import { type Scene, saying, slackScenes } from './scene.ts';

const { open } = slackScenes();
const card = saying(contractCard);

describe.each(['http', 'socket'] as const)(
  'what Slack sends more than once over %s',
  (transport) => {
    it('is answered once when the same event comes again', async () => {
      const slack = await open({ transport });

      const { sent } = await slack.say('developer', 'may I use marzipan?');
      await slack.idle();
      const again = await slack.sender.again('events_api', sent, { retry: 1 });
      await slack.idle();

      expect(again.status).toBe(200);
      expect(slack.turns).toHaveLength(1);
      expect(slack.shown()).toHaveLength(1);
    });

    it('is answered once when a retry comes while the first is still running', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const slack = await open({
        transport,
        async say() {
          await promise;
          return [card];
        },
      });

      const { sent } = await slack.say('developer', 'may I use marzipan?');
      const retries = await Promise.all(
        [1, 2, 3].map((retry) => slack.sender.again('events_api', sent, { retry })),
      );
      resolve();
      await slack.idle();

      expect(retries.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(slack.shown()).toHaveLength(1);
    });

    it('counts as one press when a finger trembles', async () => {
      const slack = await open({ transport, say: () => [card] });
      await slack.say('developer', 'may I use marzipan?');
      await slack.idle();

      const { sent } = await slack.press('developer', 'Why');
      const again = await slack.sender.again('interactive', pressedLater(sent, 0.008));
      await slack.idle();

      expect(again.status).toBe(200);
      expect(presses(slack)).toBe(1);
    });

    it('counts as another press two seconds later', async () => {
      const slack = await open({ transport, say: () => [card] });
      await slack.say('developer', 'may I use marzipan?');
      await slack.idle();

      const { sent } = await slack.press('developer', 'Why');
      await slack.idle();
      await slack.sender.again('interactive', pressedLater(sent, 2));
      await slack.idle();

      expect(presses(slack)).toBe(2);
      expect(slack.shown()).toHaveLength(3);
    });

    it('is acted on once when a form is sent twice', async () => {
      const slack = await open({
        transport,
        say: ({ content }) => (content.kind === 'action' ? [formReply] : [card]),
      });
      await slack.say('developer', 'may I use marzipan?');
      await slack.idle();
      await slack.press('developer', 'Why');
      await slack.idle();

      const { sent } = await slack.submit('developer', { reason: 'marzipan' });
      await slack.sender.again('interactive', sent);
      await slack.idle();
      const late = await slack.sender.again('interactive', sent);
      await slack.idle();

      const forms = slack.turns.filter(({ content }) => content.kind === 'form');
      expect(forms).toHaveLength(1);
      expect(forms[0]).toMatchObject({ content: { form: contractForm.name } });
      expect(late.status).toBe(200);
    });
  },
);

describe('a form that is sent twice at the same moment', () => {
  it('is acted on once', async () => {
    const slack = await open({
      say: ({ content }) => (content.kind === 'action' ? [formReply] : [card]),
    });
    await slack.say('developer', 'may I use marzipan?');
    await slack.idle();
    await slack.press('developer', 'Why');
    await slack.idle();
    const view = { ...slack.modal()?.view, id: slack.modal()?.id };
    const state = {
      values: { reason: { answer: { type: 'plain_text_input', value: 'marzipan' } } },
    };
    const { id } = slack.double.people.developer;

    await Promise.all(
      [1, 2, 3].map(() => slack.sender.submit({ user: { id }, view: { ...view, state } })),
    );
    await slack.idle();

    expect(slack.turns.filter(({ content }) => content.kind === 'form')).toHaveLength(1);
  });

  it('is acted on again when what was wrong was mended', async () => {
    let sendings = 0;
    const slack = await open({
      say({ content }) {
        if (content.kind === 'text') return [card];
        if (content.kind === 'action') return [formReply];
        sendings += 1;
        return sendings === 1 ? [{ ...formReply, errors: { reason: 'Say more.' } }] : [card];
      },
    });
    await slack.say('developer', 'may I use marzipan?');
    await slack.idle();
    await slack.press('developer', 'Why');
    await slack.idle();

    await slack.submit('developer', { reason: 'marzipan' });
    const wrong = slack.modal()?.errors;
    await slack.submit('developer', { reason: 'marzipan for all' });
    await slack.idle();

    expect(wrong).toEqual({ reason: 'Say more.' });
    expect(slack.modal()).toBeUndefined();
    expect(sendings).toBe(2);
  });
});

describe('two processes on one database', () => {
  it('answer once what both are sent at once', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const event = { text: 'may I use marzipan?', ...directly(one) };

    await Promise.all(
      Array.from({ length: 10 }, async (_, at) => {
        const same = { event_id: `EvTWICE${at}` };
        const at2 = { ...event, client_msg_id: `${at}` };
        await Promise.all([
          one.sender.event('message-im', at2, same),
          other.sender.event('message-im', at2, same),
        ]);
      }),
    );
    await Promise.all([one.idle(), other.idle()]);

    expect(one.turns.length + other.turns.length).toBe(10);
    expect(one.shown()).toHaveLength(10);
  });

  it('act once on a press that both are sent', async () => {
    const [one, other] = await Promise.all([open({ say: () => [card] }), open()]);
    await one.say('developer', 'may I use marzipan?');
    await one.idle();

    const { sent } = await one.press('developer', 'Why');
    await other.sender.again('interactive', sent);
    await Promise.all([one.idle(), other.idle()]);

    expect(presses(one) + presses(other)).toBe(1);
  });

  it('finish what the other left', async () => {
    const one = await open({ waits: { lease: 100, sweep: 60_000, renew: 60_000 } });
    one.double.fail('chat.postMessage', { status: 503 });
    await one.say('developer', 'may I use marzipan?');
    await one.idle();
    one.double.mend();

    const other = await open({
      waits: { sweep: 50 },
      clock: { now: () => new Date(Date.now() + 60_000) },
    });
    await other.idle();

    expect(other.turns).toHaveLength(1);
    expect(one.shown()).toHaveLength(1);
  });
});

/** The same button, pressed again. */
function pressedLater(sent: Payload, seconds: number): Payload {
  const actions = Array.isArray(sent.actions) ? sent.actions : [];
  return {
    ...sent,
    trigger_id: `later.${seconds}`,
    actions: actions.filter(isRecord).map((action) => ({
      ...action,
      action_ts: (Number(action.action_ts) + seconds).toFixed(6),
    })),
  };
}

function presses(slack: Scene): number {
  return slack.turns.filter(({ content }) => content.kind === 'action').length;
}

function directly(slack: Scene): Payload {
  const { id } = slack.double.people.developer;
  return { user: id, channel: slack.double.directChannel(id) };
}
