import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { respondAt } from '#channels/slack/calls/respond-at.ts';
import { SlackBusy, SlackRefusal } from '#channels/slack/calls/slack-error.ts';
import { sampleCards } from '../../../support/sample-cards.ts';
import type { SlackFault } from '../../../support/slack/double/faults.ts';
import { slackCalls } from './slack-calls.ts';

const calls = slackCalls();
const card = sampleCards.yes;
const respond = (address: string) => respondAt(address, card, new URL(calls.double.url).origin);

describe('an answer at the address that Slack gave', () => {
  it('is for the person alone, and leaves what stands there', async () => {
    const address = calls.double.responseUrl();

    await respond(address);

    expect(calls.double.responses(address)).toMatchObject([
      { response_type: 'ephemeral', replace_original: false },
    ]);
    expect(calls.double.complaints).toEqual([]);
  });

  it.each([
    'http://127.0.0.1:1/actions/1',
    'https://hooks.slack.com.evil.test/actions/1',
    'https://hooks.slack.com@evil.test/actions/1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
    'marzipan',
  ])('goes nowhere else: %j', async (address) => {
    await expect(respondAt(address, card, 'https://hooks.slack.com')).rejects.toMatchObject({
      reason: 'response_url_elsewhere',
    });
  });

  it('is not led elsewhere', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    // A listening TCP server has an address with a port.
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    await expect(respondAt(`${origin}/a`, card, origin)).rejects.toBeInstanceOf(SlackBusy);

    expect(asked).toEqual(['/a']);
  });

  it('is refused when it was used up', async () => {
    const address = calls.double.responseUrl();
    for (let use = 0; use < 5; use++) await respond(address);

    await expect(respond(address)).rejects.toBeInstanceOf(SlackRefusal);
  });

  it.each<[string, SlackFault, number | undefined]>([
    ['503', { status: 503 }, undefined],
    ['429', { status: 429, retryAfter: 3 }, 3000],
    ['a broken connection', 'drop', undefined],
  ])('is worth another try after %s', async (_what, fault, afterMs) => {
    const address = calls.double.responseUrl();
    calls.double.fail('response_url', fault, 1);

    await expect(respond(address)).rejects.toMatchObject({ code: 'unavailable', afterMs });
    await respond(address);

    expect(calls.double.responses(address)).toHaveLength(1);
  });
});
