import type { Answer } from '#foundation/cards/form.ts';
import { webAddress } from '#foundation/cards/text.ts';

/** A value that can be used, nothing (left empty), or what is wrong with it. */
export type Checked =
  | { readonly kind: 'value'; readonly value: Answer }
  | { readonly kind: 'empty' }
  | { readonly kind: 'wrong'; readonly error: string };

interface NumberLimits {
  readonly min?: number;
  readonly max?: number;
}

interface DateLimits {
  readonly earliest?: string;
  readonly latest?: string;
}

/** A number, or its digits as a form sends them; with a decimal point, not a comma. */
export function checkNumber(received: unknown, limits: NumberLimits): Checked {
  if (isEmpty(received)) return { kind: 'empty' };
  const value = typeof received === 'string' ? digits(received.trim()) : received;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return wrong('Please give a number, such as 12 or 3.5.');
  }
  if (limits.min !== undefined && value < limits.min) {
    return wrong(`Please give ${limits.min} or more.`);
  }
  if (limits.max !== undefined && value > limits.max) {
    return wrong(`Please give ${limits.max} or less.`);
  }
  return { kind: 'value', value };
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function checkDate(received: unknown, limits: DateLimits): Checked {
  if (isEmpty(received)) return { kind: 'empty' };
  const value = typeof received === 'string' ? received.trim() : '';
  if (!isDay(value)) return wrong('Please give a day as YYYY-MM-DD, such as 2026-03-31.');
  // Days in this form sort as text.
  if (limits.earliest !== undefined && value < limits.earliest) {
    return wrong(`Please choose ${limits.earliest} or later.`);
  }
  if (limits.latest !== undefined && value > limits.latest) {
    return wrong(`Please choose ${limits.latest} or earlier.`);
  }
  return { kind: 'value', value };
}

/** The address of a page, as it was typed; nothing is fetched. A user name in it would be kept, and shown to others. */
export function checkAddress(received: string): Checked {
  const beginsRight = /^https?:\/\//i.test(received);
  if (!beginsRight || /\s/.test(received) || !URL.canParse(received)) {
    return wrong('Please give the whole address of a page, such as https://example.org/project.');
  }
  const { username, password } = new URL(received);
  if (username !== '' || password !== '') {
    return wrong('Please leave the user name and the password out of the address.');
  }
  // What else a link may not be.
  if (webAddress(received) === undefined) return wrong('Please give a shorter address.');
  return { kind: 'value', value: received };
}

function digits(text: string): number {
  return /^-?[0-9]{1,15}(\.[0-9]{1,15})?$/.test(text) ? Number(text) : Number.NaN;
}

function isDay(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

export function isEmpty(received: unknown): boolean {
  if (received === undefined || received === null) return true;
  if (typeof received === 'string') return received.trim() === '';
  return Array.isArray(received) && received.length === 0;
}

export function wrong(error: string): Checked {
  return { kind: 'wrong', error };
}
