import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalOf } from '#channels/slack/receive/arrival.ts';
import { placeOf, readPayload } from '#channels/slack/receive/read-payload.ts';
import { type FixtureName, fixture, isRecord } from '../../../support/slack/fixtures.ts';
import { anyChangeOf, eachChangeOf } from './any-change.ts';

// Each file is named as its fixture is.
const names = readdirSync(new URL('../../../fixtures/slack/', import.meta.url)).map((file) =>
  file.replace('.json', ''),
) as readonly FixtureName[];
const now = new Date('2026-03-02T09:00:00Z');
const sender = {
  teamId: 'T000000001',
  enterpriseId: undefined,
  isOrganisation: false,
  userId: 'U0DANA0001',
};

describe('readPayload', () => {
  it.each<[FixtureName, string | undefined]>([
    ['message-im', 'message'],
    ['message-im-in-thread', 'message'],
    ['message-im-with-file', 'message'],
    ['app-mention', 'message'],
    ['app-mention-in-thread', 'message'],
    ['app-home-opened-home', 'home-opened'],
    ['app-home-opened-messages', 'home-opened'],
    ['app-uninstalled', 'removed'],
    ['tokens-revoked', 'removed'],
    ['block-actions-message', 'press'],
    ['block-actions-ephemeral', 'press'],
    ['block-actions-home', 'press'],
    ['block-actions-modal', 'turn-page'],
    ['view-submission', 'submit'],
    ['block-suggestion', 'options'],
    ['shortcut', 'shortcut'],
    ['message-action', 'words'],
    ['slash-command', 'words'],
    ['message-changed', undefined],
    ['message-deleted', undefined],
    ['message-from-bot', undefined],
    ['message-from-steward', undefined],
    ['view-closed', undefined],
    ['app-rate-limited', undefined],
    ['url-verification', undefined],
  ])('reads %s as %s', (name, kind) => {
    const heard = readPayload(fixture(name));

    expect(heard?.kind).toBe(kind);
  });

  it('reads a command as words of the one who typed it', () => {
    const heard = readPayload(fixture('slash-command', { text: 'is &lt;b&gt; &amp; c allowed?' }));

    expect(heard).toEqual({
      kind: 'words',
      from: sender,
      channel: 'C0OPENSRC1',
      text: 'is <b> & c allowed?',
      respondAt: 'https://hooks.slack.com/commands/T000000001/5550002/aFixtureOnly',
    });
  });

  it('reads a press with its place, its message and its value as it came', () => {
    const heard = readPayload(fixture('block-actions-message'));

    expect(heard).toMatchObject({
      kind: 'press',
      from: sender,
      place: { channel: 'D0DIRECT01', kind: 'direct' },
      message: '1790000005.000500',
      button: 'press:0',
      value: '{"name":"answer.why@1","payload":{}}',
      isOnHome: false,
    });
  });

  it('names no message for what only one person sees, for it cannot be changed', () => {
    const heard = readPayload(fixture('block-actions-ephemeral'));

    expect(heard).toMatchObject({ kind: 'press', message: undefined });
  });

  it('reads a press of an organisation that Slack writes as words', () => {
    const heard = readPayload(
      fixture('block-actions-message', {
        is_enterprise_install: 'true',
        enterprise: { id: 'E0WHOLE' },
        team: null,
      }),
    );

    expect(heard?.from).toEqual({
      teamId: 'T000000001',
      enterpriseId: 'E0WHOLE',
      isOrganisation: true,
      userId: 'U0DANA0001',
    });
  });

  it.each<[string, unknown, unknown]>([
    ['workspace', 'T0OURS', { teamId: 'T0OURS', enterpriseId: undefined, isOrganisation: false }],
    ['organisation', 'E0OURS', { teamId: undefined, enterpriseId: 'E0OURS', isOrganisation: true }],
  ])('reads what somebody of another company did in a modal as of our %s', (_what, ours, from) => {
    const changes = {
      team: { id: 'T0THEIRS' },
      user: { team_id: 'T0THEIRS' },
      enterprise: { id: 'E0THEIRS' },
      view: { app_installed_team_id: ours },
    };

    const heard = (['view-submission', 'block-suggestion', 'block-actions-modal'] as const).map(
      (name) => readPayload(fixture(name, changes))?.from,
    );

    const expected = { ...(from as object), userId: 'U0DANA0001' };
    expect(heard).toEqual([expected, expected, expected]);
  });

  it('tells "Back" in a modal from a field that others depend on', () => {
    const action = { type: 'button', block_id: 'b', action_id: 'form.back' };
    const back = readPayload(fixture('block-actions-modal', { actions: [action] }));
    const other = readPayload(fixture('block-actions-modal'));

    expect(back).toMatchObject({ kind: 'turn-page', isBack: true });
    expect(other).toMatchObject({ kind: 'turn-page', isBack: false });
  });

  it('leaves out an address to answer at that is none', () => {
    const heard = readPayload(fixture('slash-command', { response_url: 'not an address' }));

    expect(heard).toMatchObject({ kind: 'words', respondAt: undefined });
  });

  it('reads nothing of what has no person', () => {
    const press = fixture('block-actions-message', { user: { id: undefined } });
    const command = fixture('slash-command', { user_id: undefined });

    expect([press, command].map(readPayload)).toEqual([undefined, undefined]);
  });
});

describe('reading what is not as Slack writes it', () => {
  const wrongs: readonly unknown[] = [
    undefined,
    null,
    0,
    1e300,
    '',
    'words',
    '\0',
    [],
    {},
    [[]],
    JSON.parse('{"__proto__":{"id":"U1"}}'),
  ];

  it.each(names)('never throws when one member of %s is something else', (name) => {
    const whole = fixture(name);

    for (const payload of eachChangeOf(whole, wrongs)) {
      expect(() => readPayload(payload)).not.toThrow();
      const arrival = arrivalOf(payload, now);
      // It must be a moment that a database takes.
      if (arrival) expect(() => arrival.sentAt.toISOString()).not.toThrow();
    }
  });

  it.each(names)('never throws for %s with several members changed', (name) => {
    fc.assert(
      fc.property(anyChangeOf(fixture(name)), (payload) => {
        readPayload(payload);
        arrivalOf(payload, now)?.sentAt.toISOString();
      }),
      { numRuns: 60 },
    );
  });

  it('never throws for any JSON at all', () => {
    fc.assert(fc.property(fc.jsonValue(), (payload) => void readPayload(payload)));
  });

  it.each<[string, (deep: unknown) => unknown]>([
    ['as a payload', (deep) => deep],
    ['as an unknown member', (deep) => ({ ...fixture('message-im'), more: deep })],
    ['as the text', (deep) => fixture('message-im', { event: { text: deep } })],
    ['as the files', (deep) => fixture('message-im', { event: { files: deep } })],
    ['as the blocks', (deep) => fixture('message-im', { event: { blocks: deep } })],
    ['as a state', (deep) => fixture('view-submission', { view: { state: { values: deep } } })],
  ])('is over at once with 100,000 nested lists %s', (_where, wrap) => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    const payload = wrap(deep);
    const began = performance.now();

    expect(() => readPayload(payload)).not.toThrow();

    expect(performance.now() - began).toBeLessThan(500);
  });

  it.each<[string, (many: Readonly<Record<string, number>>) => unknown]>([
    ['beside what is read', (many) => fixture('message-im', many)],
    ['in the event', (many) => fixture('message-im', { event: many })],
    [
      'in the state of a form',
      (many) => fixture('view-submission', { view: { state: { values: many } } }),
    ],
  ])('is over at once with 50,000 members %s', (_where, wrap) => {
    const payload = wrap(
      Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`key${at}`, at])),
    );
    const began = performance.now();

    const heard = readPayload(payload);

    expect(heard).toBeDefined();
    expect(performance.now() - began).toBeLessThan(500);
  });

  it('is over at once with 20,000 files, and a million signs in brackets', () => {
    const [file] = filesOf();
    const files = Array.from({ length: 20_000 }, () => file);
    const payload = fixture('message-im', { event: { files, text: '<'.repeat(1_000_000) } });
    const began = performance.now();

    const heard = readPayload(payload);

    expect(heard?.kind).toBe('message');
    expect(performance.now() - began).toBeLessThan(1500);
  });

  it('takes nothing from a prototype that somebody sent', () => {
    const payload = JSON.parse(
      '{"__proto__":{"type":"event_callback","team_id":"T1","event":{"type":"app_uninstalled"}}}',
    );

    expect(readPayload(payload)).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, 'team_id')).toBe(false);
  });
});

describe('placeOf', () => {
  it('takes direct conversations alone for ones that nobody else reads', () => {
    const kinds = ['D1', 'C1', 'G1', 'X'].map((channel) => placeOf(channel, undefined).kind);

    expect(kinds).toEqual(['direct', 'shared', 'shared', 'shared']);
  });
});

function filesOf(): readonly unknown[] {
  const { event } = fixture('message-im-with-file');
  return isRecord(event) && Array.isArray(event.files) ? event.files : [];
}
