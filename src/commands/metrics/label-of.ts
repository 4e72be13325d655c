import { PERSONA_PLATFORM } from '#foundation/people/personas.ts';

const LABELS: ReadonlyMap<string, string> = new Map([
  ['slack', 'slack'],
  ['teams', 'teams'],
  ['web', 'web'],
  // As accounts of the web chat name it.
  [PERSONA_PLATFORM, 'web'],
  ['terminal', 'terminal'],
]);

/** A platform as metrics name it: one of few words, whatever a row of the database says. */
export function labelOf(platform: string): string {
  return LABELS.get(platform) ?? 'other';
}
