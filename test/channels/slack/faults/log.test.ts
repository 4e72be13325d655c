import { describe, expect, it } from 'vitest';
import { databaseSwitch } from '../../../support/switchable.ts';
import { contractCard, formReply } from '../../contract/script.ts';
import { eventually, saying, secretsIn, slackScenes } from './scene.ts';

const scenes = slackScenes();
const { open } = scenes;
const database = databaseSwitch(scenes.store);

describe('the log over all that can go wrong', () => {
  it('holds neither what was typed nor a token nor an e-mail nor an address to answer at', async () => {
    let turns = 0;
    const slack = await open({
      say({ content }) {
        turns += 1;
        if (turns === 2) throw new Error(`what was typed: ${JSON.stringify(content)}`);
        return content.kind === 'action' ? [formReply] : [saying(contractCard)];
      },
    });
    const { double } = slack;
    const { id } = double.people.developer;

    await slack.say('developer', 'marzipan 1, from dana@example.com');
    await slack.idle();
    await slack.say('developer', 'marzipan 2');
    await slack.idle();
    for (const fault of [
      { status: 500 },
      { status: 429, retryAfter: 1 },
      { error: 'marzipan is no word of Slack' },
      { error: 'invalid_blocks' },
      'drop',
      'lost',
    ] as const) {
      double.fail('*', fault, 2);
      await slack.say('developer', 'marzipan 3');
      await slack.command('developer', 'marzipan 4');
      await slack.sendFile('developer', 'marzipan.json', '{"marzipan":1}');
      await slack.idle();
      double.mend();
    }
    await slack.press('developer', 'Why');
    await slack.idle();
    database.goAway();
    await slack.submit('developer', { reason: 'marzipan 5' });
    await slack.say('developer', 'marzipan 6');
    database.comeBack();
    await slack.http.raw({ body: '{"marzipan": 7' });
    await slack.http.raw({ body: '{"text": "marzipan 8"}', secret: 'another' });
    await slack.http.raw({ body: JSON.stringify({ marzipan: 'x'.repeat(2 ** 20) }) });
    await slack.sender.submit({ user: { id }, view: { callback_id: 'marzipan' } });
    await slack.sender.command('marzipan 9', { user_id: id, response_url: 'http://marzipan.test' });
    await eventually(() => slack.lines.filter(({ level }) => level === 'warn').length > 10);
    await slack.idle();

    expect(slack.lines.length).toBeGreaterThan(20);
    expect(secretsIn(slack.lines)).toEqual([]);
  });
});
