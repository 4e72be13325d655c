import { describe, expect, it } from 'vitest';
import { arrivalOf } from '#channels/slack/receive/arrival.ts';
import { fixture } from '../../../support/slack/fixtures.ts';

const now = new Date('2026-03-02T09:00:00Z');
const button = { action_id: 'press:0', action_ts: '1790000013.700000' };

describe('arrivalOf', () => {
  it('names an event by its id, at Slack’s time', () => {
    const arrival = arrivalOf(fixture('message-im'), now);

    expect(arrival).toMatchObject({ id: 'slack:event:Ev0FIXTURE01' });
    expect(arrival?.sentAt).toEqual(new Date(1_790_000_001_000));
    expect(arrival?.againAfterMs).toBeUndefined();
  });

  it('names a press by who pressed what on which message, whenever that was', () => {
    const first = arrivalOf(fixture('block-actions-message'), now);
    const later = arrivalOf(
      fixture('block-actions-message', {
        trigger_id: 'another',
        actions: [{ ...button, action_ts: '1790000014.100000' }],
      }),
      now,
    );

    expect(later?.id).toBe(first?.id);
    expect(later?.sentAt).toEqual(new Date(1_790_000_014_100));
    expect(later?.againAfterMs).toBeGreaterThan(0);
  });

  it.each([
    ['somebody else', { user: { id: 'U2' } }],
    ['on another message', { container: { message_ts: '2.2' } }],
    ['in another channel', { channel: { id: 'D2' } }],
    ['in another workspace', { team: { id: 'T2' } }],
    ['of another button', { actions: [{ ...button, action_id: 'press:1' }] }],
  ])('takes a press by or %s for another', (_which, change) => {
    const first = arrivalOf(fixture('block-actions-message'), now);
    const other = arrivalOf(fixture('block-actions-message', change), now);

    expect(other?.id).not.toBe(first?.id);
  });

  it('names a form that was sent by its view, the state of that and what was typed', () => {
    const sent = arrivalOf(fixture('view-submission'), now);
    const again = arrivalOf(fixture('view-submission', { trigger_id: 'another' }), now);
    const changed = arrivalOf(fixture('view-submission', { view: { hash: '2.b' } }), now);
    const mended = arrivalOf(fixture('view-submission', { view: { state: typed('more') } }), now);

    expect(sent?.id).toMatch(/^slack:view:V0MODAL001\/1790000015\.qW7eR9tY\//);
    expect(again?.id).toBe(sent?.id);
    expect([changed?.id, mended?.id]).not.toContain(sent?.id);
    expect(changed?.id).not.toBe(mended?.id);
  });

  it('names commands and shortcuts by their trigger', () => {
    const ids = (['slash-command', 'shortcut', 'message-action'] as const).map(
      (name) => arrivalOf(fixture(name, { trigger_id: `1.${name}` }), now)?.id,
    );

    expect(ids).toEqual([
      'slack:trigger:1.slash-command',
      'slack:trigger:1.shortcut',
      'slack:trigger:1.message-action',
    ]);
  });

  it.each([
    null,
    'words',
    {},
    { event_id: '', event_time: 1 },
    { event_id: 'Ev1', event_time: -1 },
  ])('has no name for %j', (body) => {
    expect(arrivalOf(body, now)).toBeUndefined();
  });

  it.each([
    ['an event', fixture('message-im', { event_time: Number.MAX_SAFE_INTEGER })],
    ['a press', fixture('block-actions-message', { actions: [{ ...button, action_ts: '1e300' }] })],
    ['a press', fixture('block-actions-message', { actions: [{ ...button, action_ts: 'x' }] })],
  ])('gives %s of no real time one that a database takes', (_which, body) => {
    const arrival = arrivalOf(body, now);

    expect(arrival?.sentAt).toEqual(now);
  });

  it('has no name with a sign that a database does not take', () => {
    const names = [
      fixture('message-im', { event_id: 'Ev\0' }),
      fixture('shortcut', { trigger_id: '\0' }),
      fixture('slash-command', { trigger_id: '1\0' }),
    ];

    expect(names.map((body) => arrivalOf(body, now)?.id)).toEqual(names.map(() => undefined));
  });
});

function typed(value: string) {
  return { values: { why: { answer: { type: 'plain_text_input', value } } } };
}
