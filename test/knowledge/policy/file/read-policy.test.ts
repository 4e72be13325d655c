import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileFile } from '#knowledge/policy/file/load-office.ts';
import { readPolicy } from '#knowledge/policy/file/read-policy.ts';

const good = await readFile(profileFile('balanced'), 'utf8');

function mistakesOf(text: string): readonly string[] {
  const reading = readPolicy(text, 'policy.yaml');
  return reading.kind === 'policy'
    ? []
    : reading.mistakes.map(({ line, path, expected }) => `${line} ${path}: ${expected}`);
}

/** The line on which a text stands, counted from 1. */
function lineOf(text: string, words: string): number {
  return text.slice(0, text.indexOf(words)).split('\n').length;
}

describe('reading a policy file', () => {
  it.each(['balanced', 'strict'] as const)('reads the shipped profile %s', async (profile) => {
    const text = await readFile(profileFile(profile), 'utf8');

    expect(readPolicy(text, 'policy.yaml').kind).toBe('policy');
  });

  it('names a wrong verdict with its line and what was expected', () => {
    const text = good.replace('verdict: denied', 'verdict: forbidden');

    const [mistake = ''] = mistakesOf(text);

    expect(mistake).toContain(`${lineOf(text, 'forbidden')} decides[0].verdict`);
    expect(mistake).toContain('allowed');
  });

  it('names every mistake, not only the first', () => {
    const text = good
      .replace('verdict: denied', 'verdict: forbidden')
      .replace('use: saas', 'use: cloud');

    expect(mistakesOf(text).length).toBeGreaterThanOrEqual(2);
  });

  it('refuses a word that it does not know instead of passing it over', () => {
    const text = good.replace('orTieBreak:', 'orTiebreak:');

    expect(mistakesOf(text).join()).toMatch(/orTiebreak/);
  });

  it.each([
    [
      'a reviewer group that is not there',
      'defaultReviewers: legal',
      'defaultReviewers: lawyers',
      'reviewer groups',
    ],
    ['a section that is not there', 'section: "6"', 'section: "66"', 'sections'],
    ['a license that is not there', 'CC0-1.0, PDDL-1.0', 'CC0-1.1, PDDL-1.0', 'SPDX license id'],
    [
      'a license exception that is not there',
      '- Libtool-exception',
      '- Libtol-exception',
      'SPDX license exception',
    ],
    ['a row that is not there', 'like: distributed', 'like: shipped', 'rows'],
    ['a rule id used twice', 'id: linking-exception\n', 'id: no-permission\n', 'used once'],
  ])('names %s', (_what, right, wrong, expected) => {
    const text = good.replace(right, wrong);

    const mistakes = mistakesOf(text);

    expect(text).not.toBe(good);
    expect(mistakes.join()).toContain(expected);
  });

  it('names broken YAML with its line', () => {
    const text = `${good}\nbroken: [1, 2\n`;

    expect(mistakesOf(text)[0]).toMatch(/^\d+ : valid YAML/);
  });

  it('refuses anchors and aliases, so that nothing can grow without bound', () => {
    const bomb = ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: &c [*b, *b]'].join('\n');

    expect(mistakesOf(bomb).join()).toContain('no anchors');
  });

  it('refuses an alias that leads back to itself', () => {
    expect(mistakesOf('a: &a [*a]').join()).toContain('no anchors');
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['lists', '- '.repeat(50_000)],
    ['blanks', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['questions', '? '.repeat(50_000)],
    ['size', 'a'.repeat(1_000_001)],
  ])('refuses a file that is hostile by its %s', (_how, text) => {
    expect(mistakesOf(text).length).toBeGreaterThan(0);
  });

  it('answers any text, and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300, unit: 'binary' }),
        (text) => mistakesOf(text).length > 0,
      ),
    );
  });
});
