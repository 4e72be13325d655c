// Holds the scores of the evaluation sets against the floors beside this file.
// usage: node floors.ts sets           prints the sets that have a floor, joined by commas
//        node floors.ts check < SCORES  reads the JSON that the evaluation prints; status 1 when a score is under its floor
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const Floor = z.union([
  z.strictObject({ atLeast: z.number() }),
  z.strictObject({ atMost: z.number() }),
]);

/** Set of cases → name of a score (a dot goes one level down) → its floor. */
export const Floors = z.record(z.string(), z.record(z.string(), Floor));
export type Floors = z.infer<typeof Floors>;

export const Scores = z.record(z.string(), z.record(z.string(), z.unknown()));
export type Scores = z.infer<typeof Scores>;

export interface Held {
  readonly score: string;
  readonly holds: boolean;
}

/** One line for each floor. A score that is missing, or is not a number, is under its floor. */
export function holdAgainst(floors: Floors, scores: Scores): readonly Held[] {
  return Object.entries(floors).flatMap(([set, limits]) =>
    Object.entries(limits).map(([name, floor]) => {
      const found = scoreAt(scores[set], name);
      const [wanted, holds] =
        'atLeast' in floor
          ? [`at least ${floor.atLeast}`, found >= floor.atLeast]
          : [`at most ${floor.atMost}`, found <= floor.atMost];
      const reason = Number.isNaN(found)
        ? ` (${JSON.stringify(scores[set] ?? 'no such set')})`
        : '';
      return { score: `${set}: ${name} is ${found}, wanted ${wanted}${reason}`, holds };
    }),
  );
}

/** NaN, which is neither over nor under anything, for whatever is not a number or a percentage. */
function scoreAt(scores: unknown, name: string): number {
  let found = scores;
  for (const key of name.split('.')) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  }
  if (typeof found === 'string')
    return /^\d+(?:\.\d+)?%$/.test(found) ? Number.parseFloat(found) : NaN;
  return typeof found === 'number' ? found : NaN;
}

if (import.meta.main) {
  const file = new URL('floors.json', import.meta.url);
  const floors = Floors.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (process.argv[2] === 'sets') {
    process.stdout.write(`${Object.keys(floors).join(',')}\n`);
  } else {
    const held = holdAgainst(floors, Scores.parse(JSON.parse(await text(process.stdin))));
    for (const { score, holds } of held)
      process.stdout.write(`${holds ? 'ok   ' : 'UNDER'} ${score}\n`);
    process.exitCode = held.every(({ holds }) => holds) ? 0 : 1;
  }
}
