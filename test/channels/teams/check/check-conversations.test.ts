import { describe, expect, it } from 'vitest';
import {
  checkConversations,
  countConversations,
} from '#channels/teams/check/check-conversations.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import { teamsConversations } from '#foundation/store/schema.ts';
import { testDatabase } from '../../../support/database.ts';

const settings: TeamsSettings = {
  app: { kind: 'single-tenant', appId: 'a', password: 'b' },
  tenants: ['c'],
  doubleUrl: undefined,
};

describe('the look at conversations in Teams', () => {
  it.each([
    [1, 'Steward is part of 1 conversation in Teams.'],
    [27, 'Steward is part of 27 conversations in Teams.'],
  ])('counts %i', (count, what) => {
    expect(checkConversations(count, settings, undefined)).toEqual({ state: 'ok', what });
  });

  it.each([
    ['https://steward.example.com', 'is https://steward.example.com/api/messages.'],
    [undefined, 'is Steward’s address with /api/messages behind it.'],
  ])('says how people get to Steward when there are none: %s', (publicUrl, end) => {
    const { state, mend } = checkConversations(0, settings, publicUrl);

    expect(state).toBe('warn');
    expect(mend).toContain('npx steward manifest teams');
    expect(mend?.endsWith(end)).toBe(true);
  });
});

describe('conversations in Teams', () => {
  const database = testDatabase();

  it('are counted as they are kept', async () => {
    const none = await countConversations(database.db);
    await database.db.insert(teamsConversations).values(
      ['a:1', '19:2'].map((id) => ({
        id,
        kind: 'personal',
        tenantId: 'c',
        serviceUrl: 'http://127.0.0.1:9/',
        changedAt: new Date(0),
      })),
    );

    const some = await countConversations(database.db);

    expect([none, some]).toEqual([0, 2]);
  });
});
