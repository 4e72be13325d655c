import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../../src/channels/web/page/', import.meta.url);
const styles = readdirSync(folder)
  .filter((name) => name.endsWith('.css'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));
const [light = new Map(), dark = new Map()] = themes(styles.join('\n'));

/** What is read, on what it stands: at least 4.5 to 1. */
const texts = [
  ...on(['text', 'muted', 'accent'], ['surface', 'raised', 'sunken']),
  ...on(['text', 'muted'], ['said']),
  ...on(['bad'], ['surface', 'raised', 'sunken']),
  ...on(['on-accent'], ['accent']),
  ...on(['surface'], ['text']),
  ...on(['on-found'], ['found', 'found-now']),
];

/** Edges, icons and outlines: at least 3 to 1. */
const parts = [
  ...on(['edge', 'good', 'caution', 'bad', 'accent'], ['surface', 'raised', 'sunken']),
  ...on(['edge', 'text'], ['said']),
];

describe.each([
  ['light', light],
  ['dark', new Map([...light, ...dark])],
])('the %s colours', (_, colours) => {
  it.each(texts)('can be read: %s on %s', (ink, paper) => {
    expect(contrast(colours.get(ink), colours.get(paper))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(parts)('can be told apart: %s on %s', (ink, paper) => {
    expect(contrast(colours.get(ink), colours.get(paper))).toBeGreaterThanOrEqual(3);
  });
});

describe('the style sheets', () => {
  it('name colours by their role only, in one place', () => {
    const elsewhere = styles.map((css) => css.replaceAll(/:root \{[^}]*\}/g, ''));

    expect(elsewhere.join().match(/#[0-9a-f]{3,8}\b|\bhsl\(|\boklch\(/gi)).toBeNull();
  });

  it('use no role that has no colour in either theme', () => {
    const used = new Set(styles.join().match(/(?<=var\(--)[a-z-]+/g));
    const known = new Set([...light.keys(), 'mono', 'gutter', 'tone', 'shadow']);

    expect([...used].filter((role) => !known.has(role))).toEqual([]);
    expect([...dark.keys()]).toEqual([...light.keys()]);
  });

  it('move nothing where less motion is asked for', () => {
    const still = styles.map((css) => css.split('@media (prefers-reduced-motion')[0] ?? '');

    expect(still.join().match(/\b(animation|transition|scroll-behavior):/g)).toBeNull();
  });
});

function on(inks: readonly string[], papers: readonly string[]) {
  return inks.flatMap((ink) => papers.map((paper) => [ink, paper] as const));
}

/** The colours of each `:root`, by role. */
function themes(css: string): readonly ReadonlyMap<string, string>[] {
  return [...css.matchAll(/:root \{([^}]*)\}/g)].map(
    ([, body = '']) =>
      new Map(
        [...body.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, role = '', hex = '']) => [
          role,
          hex,
        ]),
      ),
  );
}

/** From 1 (the same) to 21 (black on white), as WCAG 2 defines it. */
function contrast(ink = '', paper = ''): number {
  const [lighter = 0, darker = 0] = [luminance(ink), luminance(paper)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
