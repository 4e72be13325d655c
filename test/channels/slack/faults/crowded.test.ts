import { describe, expect, it } from 'vitest';
import type { Sent } from '#foundation/delivery/channel.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { eventually, type Scene, slackScenes } from './scene.ts';

/** As many calls as Slack's client has under way at a time; the next one waits for one of them. */
const UNDER_WAY_MOST = 100;

const { open } = slackScenes();

function tell({ slack, double }: Scene, key: string): Promise<Sent> {
  const to = { platform: 'slack', externalId: `${slackApp.teamId}/${double.people.legal.id}` };
  return slack.channel.send(to, sampleCards.yes, { key, isRetry: false });
}

/** Resolves when all of what is told hangs; gives how much of it has ended. */
async function tellMany(slack: Scene): Promise<() => number> {
  const posted = () => slack.double.calls('chat.postMessage').length;
  const before = posted();
  let ended = 0;
  slack.double.fail('chat.postMessage', 'hang', UNDER_WAY_MOST);
  for (let told = 0; told < UNDER_WAY_MOST; told++) {
    tell(slack, `told-${told}`)
      .catch((cause: unknown) => cause)
      .finally(() => ended++);
  }
  await eventually(() => posted() - before === UNDER_WAY_MOST);
  return () => ended;
}

describe('an answer while people are told things', () => {
  it('goes out at once when all that they are told hangs', async () => {
    const slack = await open();
    const ended = await tellMany(slack);

    await slack.say('developer', 'can I use marzipan?');
    await slack.idle();

    expect(slack.shown('developer')).toHaveLength(1);
    expect(ended()).toBe(0);
  });

  it('goes out at once when Slack asks for patience with them', async () => {
    const slack = await open();
    slack.double.fail('chat.postMessage', { status: 429, retryAfter: 60 }, 1);
    const told = await tell(slack, 'told');

    await slack.say('developer', 'can I use marzipan?');
    await slack.idle();

    expect(told).toEqual({ kind: 'later', afterMs: 60_000 });
    expect(slack.shown('developer')).toHaveLength(1);
  });

  it('changes the card that was pressed at once, too', async () => {
    const slack = await open({
      say: ({ content }) =>
        content.kind === 'action' && content.card !== undefined
          ? [{ kind: 'edit', card: content.card, edit: () => sampleCards.yes }]
          : [{ kind: 'card', card: sampleCards.no, outcome: { kind: 'said' } }],
    });
    await slack.say('developer', 'can I use marzipan?');
    await slack.idle();
    const ended = await tellMany(slack);

    await slack.press('developer', sampleCards.no.buttons[0]?.label ?? '');
    await slack.idle();

    expect(slack.shown('developer').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Yes/),
    ]);
    expect(ended()).toBe(0);
  });
});
