import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import type { TeamsManifest } from '#channels/teams/manifest.ts';

// A zip keeps the hours of a clock on the wall, without its zone: so made, they are the same in every zone.
const ALWAYS = new Date(2000, 0, 1, 12);

/** What is uploaded to Teams: a zip, the same bytes for the same manifest. */
export function teamsPackage(manifest: TeamsManifest): Uint8Array {
  return zipSync(
    {
      'manifest.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
      [manifest.icons.color]: icon('color.png'),
      [manifest.icons.outline]: icon('outline.png'),
    },
    { mtime: ALWAYS },
  );
}

function icon(file: string): Uint8Array {
  return readFileSync(new URL(file, import.meta.url));
}
