import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A moment, to the millisecond: what a Date holds. Finer digits would be a place to change a sealed entry unseen. */
export function moment(name: string) {
  return timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });
}

/**
 * Not drizzle's `jsonb`: that parses again what the driver has parsed, so the text "17" would come back as a
 * number. And PostgreSQL refuses NUL and half characters in JSON, which foreign data may contain.
 */
export function json(name: string) {
  return customType<{ data: unknown; driverData: string }>({
    dataType: () => 'jsonb',
    toDriver: (value) => {
      const text = JSON.stringify(value);
      // Both are written as escapes; hardly anything has one, and looking through the text is far cheaper.
      return UNSTORABLE.test(text) ? JSON.stringify(storable(value)) : text;
    },
  })(name);
}

const UNSTORABLE = /\\u(?:0000|d[89a-f])/;

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== 'object' || 'toJSON' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [storableText(key), storable(member)]),
  );
}

function storableText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
