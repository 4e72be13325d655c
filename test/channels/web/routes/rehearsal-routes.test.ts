import { describe, expect, it } from 'vitest';
import { movableClock } from '#foundation/kernel/clock.ts';
import { messageOf, post, sendTo, startTestChat } from '../test-chat.ts';

const AT = '/rehearsal/clock';

describe('the clock of a rehearsal', () => {
  it('is read and moved forward, a year in all', async () => {
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    const chat = await startTestChat({ rehearsal: clock });
    const before = JSON.parse((await sendTo(chat, { path: AT })).body);
    const moved = JSON.parse((await post(chat, AT, { minutes: 90 })).body);
    const weeks = await Promise.all(
      Array.from({ length: 60 }, () => post(chat, AT, { minutes: 7 * 24 * 60 })),
    );
    const refused = weeks.filter(({ status }) => status === 409);

    expect(before).toEqual({ now: '2026-03-02T09:00:00.000Z' });
    expect(moved).toEqual({ now: '2026-03-02T10:30:00.000Z' });
    expect(weeks.filter(({ status }) => status === 200)).toHaveLength(52);
    expect(refused.map(messageOf)).toContain(
      'The clock is a year ahead already. Stop the rehearsal and start it anew.',
    );
  });

  it.each([0, -60, 1.5, '60', 7 * 24 * 60 + 1, null])('is not moved by %j', async (minutes) => {
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    const chat = await startTestChat({ rehearsal: clock });

    expect((await post(chat, AT, { minutes })).status).toBe(400);
    expect(clock.now()).toEqual(new Date('2026-03-02T09:00:00Z'));
  });

  it('is not moved from another page', async () => {
    const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
    const chat = await startTestChat({ rehearsal: clock });
    const heard = await sendTo(chat, {
      method: 'POST',
      path: AT,
      headers: { origin: 'https://example.org' },
      body: JSON.stringify({ minutes: 60 }),
    });

    expect(heard.status).toBe(403);
    expect(clock.now()).toEqual(new Date('2026-03-02T09:00:00Z'));
  });

  it('is nowhere outside of one, and neither is its bar', async () => {
    const chat = await startTestChat();
    const inOne = await startTestChat({ rehearsal: movableClock(new Date()) });

    expect((await sendTo(chat, { path: AT })).status).toBe(404);
    expect((await post(chat, AT, { minutes: 60 })).status).toBe(404);
    expect((await sendTo(chat, { path: '/' })).body).not.toContain('id="rehearsal"');
    expect((await sendTo(inOne, { path: '/' })).body).toContain('id="rehearsal"');
  });
});
