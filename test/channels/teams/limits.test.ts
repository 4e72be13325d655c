import { describe, expect, it } from 'vitest';
import { teamsLimits } from '#channels/teams/limits.ts';
import { Pressed } from '#channels/teams/pressed.ts';
import { smallestBudget } from '#foundation/cards/budget.ts';
import { jsonBytes } from '#foundation/cards/cut-text.ts';
import { nastyCards } from '../../support/teams/nasty-cards.ts';

describe('the budget of a card', () => {
  it('keeps a card within what Teams takes', () => {
    expect(smallestBudget.label).toBeLessThanOrEqual(teamsLimits.actionTitle);
    expect(smallestBudget.buttons).toBeLessThanOrEqual(teamsLimits.actions);
    expect(smallestBudget.bytes).toBeLessThan(teamsLimits.cardBytes);
  });

  it('leaves room on a button for every action that it lets through', () => {
    const action = 'x'.repeat(smallestBudget.action);

    expect(Pressed.safeParse({ steward: 'press', action }).success).toBe(true);
  });

  it('leaves all words of a message as UTF-16 within what is recommended', () => {
    const most = teamsLimits.cardBytes + teamsLimits.text;

    expect(most * 2).toBeLessThanOrEqual(teamsLimits.payloadBytes);
  });
});

describe('cards that make the most of the budget', () => {
  it.each(Object.entries(nastyCards))('are within it: %s', (_, card) => {
    expect(jsonBytes(card)).toBeLessThanOrEqual(smallestBudget.bytes);
  });
});
