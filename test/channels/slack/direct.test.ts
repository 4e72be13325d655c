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
    await slack.channel.send(account, sampleCards.yes, { key: 'first', isRetry: false });
    const opened = double.calls('conversations.open').length;
    double.fail('chat.postMessage', { error: 'channel_not_found' }, 1);

    const how = { key: 'second', isRetry: false };
    const gone = await slack.channel.send(account, sampleCards.yes, how);
    const next = await slack.channel.send(account, sampleCards.yes, { ...how, key: 'third' });

    // Slack opens the same one again here, so the first of these reaches nobody.
    expect([gone.kind, next.kind]).toEqual(['unreachable', 'sent']);
    expect(double.calls('conversations.open')).toHaveLength(opened + 1);
  });
});
