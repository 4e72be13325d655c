import { describe, expect, it } from 'vitest';
import { sampleCards } from '../../support/sample-cards.ts';
import { slackApp } from '../../support/slack/slack-app.ts';
import { slackScenes } from './faults/scene.ts';

const { open } = slackScenes();

describe('the direct conversation with somebody', () => {
  it('is opened once more when the one that is known by heart is gone', async () => {
    const { slack, double } = await open();
    const account = {
      platform: 'slack',
      externalId: `${slackApp.teamId}/${double.people.developer.id}`,
    };
    await slack.channel.send(account, sampleCards.yes, { key: 'first', isRetry: true });
    const opened = double.calls('conversations.open').length;
    double.fail('chat.postMessage', { error: 'channel_not_found' }, 1);

    const how = { key: 'second', isRetry: true };
    const gone = await slack.channel.send(account, sampleCards.yes, how);
    const next = await slack.channel.send(account, sampleCards.yes, { ...how, key: 'third' });

    // Slack opens the same one again here, so the first of these reaches nobody.
    expect([gone.kind, next.kind]).toEqual(['unreachable', 'sent']);
    expect(double.calls('conversations.open')).toHaveLength(opened + 1);
  });

  it('is not opened to send something there for the first time', async () => {
    const { slack, double } = await open();
    const account = {
      platform: 'slack',
      externalId: `${slackApp.teamId}/${double.people.developer.id}`,
    };
    const opened = double.calls('conversations.open').length;

    const sent = await slack.channel.send(account, sampleCards.yes, { key: 'one', isRetry: false });
    const again = await slack.channel.send(account, sampleCards.yes, { key: 'one', isRetry: true });

    expect(sent).toMatchObject({ kind: 'sent', message: expect.stringMatching(/^slack:T.*\/D/) });
    // Looked for, in the conversation itself, and found.
    expect(again).toEqual(sent);
    expect(double.calls('conversations.open')).toHaveLength(opened + 1);
  });
});
