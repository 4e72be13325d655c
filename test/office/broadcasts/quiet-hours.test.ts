import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { arrivalIn, dayThere, isQuiet, quietOf } from '#office/broadcasts/quiet-hours.ts';

const office = { quiet: { from: 19, to: 8 } };
const quiet = quietOf(office, undefined);
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'];

function arrival(zone: string, now: string, more: object = {}): string {
  const at = arrivalIn(zone, { now: new Date(now), quiet, isUrgent: false, ...more });
  return at.toISOString();
}

describe('the day of what is told', () => {
  it.each([
    ['Pacific/Auckland', '2026-03-03'],
    ['Europe/Berlin', '2026-03-02'],
    ['Pacific/Honolulu', '2026-03-01'],
    ['Nowhere/Land', '2026-03-02'],
  ])('is the one that it is there: %s', (zone, day) => {
    const at = new Date(
      zone === 'Pacific/Honolulu' ? '2026-03-02T09:00:00Z' : '2026-03-02T12:00:00Z',
    );

    expect(dayThere(zone, at, quiet)).toBe(day);
  });
});

describe('what is told to many', () => {
  it.each([
    ['at once in the day', 'UTC', '2026-03-02T10:30:00Z', {}, '2026-03-02T10:30:00.000Z'],
    [
      'in the morning after an evening',
      'UTC',
      '2026-03-02T20:00:00Z',
      {},
      '2026-03-03T08:00:00.000Z',
    ],
    [
      'on the same morning after midnight',
      'UTC',
      '2026-03-03T02:00:00Z',
      {},
      '2026-03-03T08:00:00.000Z',
    ],
    [
      'on Monday after a Friday evening',
      'UTC',
      '2026-03-06T19:00:00Z',
      {},
      '2026-03-09T08:00:00.000Z',
    ],
    [
      'at night where it is urgent',
      'UTC',
      '2026-03-02T20:00:00Z',
      { isUrgent: true },
      '2026-03-02T20:00:00.000Z',
    ],
    ['on their clock', 'Asia/Tokyo', '2026-03-02T10:30:00Z', {}, '2026-03-02T23:00:00.000Z'],
    [
      'at a time on their clock',
      'Asia/Tokyo',
      '2026-03-02T10:30:00Z',
      { sendAt: '2026-03-04T09:00' },
      '2026-03-04T00:00:00.000Z',
    ],
    [
      'an hour later where a clock leaves the time out',
      'Europe/Berlin',
      '2026-03-27T10:00:00Z',
      { sendAt: '2026-03-29T02:30', isUrgent: true },
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'once where a clock has the time twice',
      'Europe/Berlin',
      '2026-10-23T10:00:00Z',
      { sendAt: '2026-10-25T02:30', isUrgent: true },
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'by the clock of the office where the zone is none',
      'Mars/Olympus',
      '2026-03-02T20:00:00Z',
      {},
      '2026-03-03T08:00:00.000Z',
    ],
  ] as const)('arrives %s', (_, zone, now, more, expected) => {
    expect(arrival(zone, now, more)).toBe(expected);
  });

  it('keeps to the working days and holidays of the office', () => {
    const calendar = {
      timezone: 'Asia/Jerusalem',
      days: [7, 1, 2, 3, 4],
      holidays: ['2026-03-08'],
    };
    const off = quietOf(office, calendar);

    const at = arrivalIn('UTC', {
      now: new Date('2026-03-06T10:00:00Z'),
      quiet: off,
      isUrgent: false,
    });

    expect(at.toISOString()).toBe('2026-03-09T08:00:00.000Z');
    expect(off.zone).toBe('Asia/Jerusalem');
  });

  it('arrives at any hour where no hours are quiet', () => {
    const never = quietOf({ quiet: { from: 0, to: 0 } }, undefined);

    const at = arrivalIn('UTC', {
      now: new Date('2026-03-02T03:00:00Z'),
      quiet: never,
      isUrgent: false,
    });

    expect(at.toISOString()).toBe('2026-03-02T03:00:00.000Z');
  });

  it('never arrives before it is sent, nor where it is quiet, and within a week', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        hour,
        hour,
        (now, zone, from, to) => {
          const anyQuiet = quietOf({ quiet: { from, to } }, undefined);

          const at = arrivalIn(zone, { now, quiet: anyQuiet, isUrgent: false });

          const local = DateTime.fromJSDate(at, { zone });
          expect(at.getTime()).toBeGreaterThanOrEqual(now.getTime());
          expect(at.getTime() - now.getTime()).toBeLessThan(7 * 86_400_000);
          expect(local.weekday).toBeLessThan(6);
          expect(isQuiet(zone, at, anyQuiet)).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});
