import { dirname, join } from 'node:path/posix';
import type { SourceFile } from './source-file.ts';

/** The floors from the ground up; a floor's rooms in the order in which they may lean on each other. */
export const floors = {
  foundation: ['kernel', 'store', 'people', 'cards', 'delivery'],
  knowledge: ['licenses', 'packages', 'policy', 'handbook'],
  office: ['questions', 'products', 'requests', 'approvals', 'broadcasts'],
  assistant: null,
  channels: null,
} as const;

type Floor = keyof typeof floors;
const floorNames: readonly string[] = Object.keys(floors);

const MAX_LINES = 300;
const MAX_FILES_IN_A_FOLDER = 12;
const COMPOSE = 'src/compose.ts';
const CONFIG = 'src/config.ts';

/** Every breach of the rules in these files, one sentence each; empty when the house stands. */
export function breaches(
  files: readonly SourceFile[],
  runtimePackages: readonly string[],
): readonly string[] {
  return [
    ...files.flatMap((file) => breachesInFile(file, runtimePackages)),
    ...fullFolders(files),
    ...secondComposers(files),
  ];
}

function breachesInFile(file: SourceFile, runtimePackages: readonly string[]): string[] {
  const found: string[] = [];
  if (file.lines > MAX_LINES)
    found.push(`${file.path} has ${file.lines} lines, more than ${MAX_LINES}`);
  if (file.isBarrel) found.push(`${file.path} only passes on what others export`);
  if (file.hasEmptyCatch) found.push(`${file.path} has an empty catch`);
  if (file.readsEnvironment && file.path !== CONFIG)
    found.push(`${file.path} reads the environment`);
  for (const imported of file.imports) {
    const fault = faultOf(file.path, imported, runtimePackages);
    if (fault) found.push(`${file.path} ${fault}`);
  }
  return found;
}

function faultOf(
  from: string,
  imported: string | null,
  runtimePackages: readonly string[],
): string | undefined {
  if (imported === null) return 'imports a name that it computes';
  const target = resolve(from, imported);
  if (target === undefined) {
    if (imported.startsWith('node:')) return undefined;
    return runtimePackages.includes(packageOf(imported))
      ? undefined
      : `imports ${imported}, which is not among the dependencies`;
  }
  if (target === 'package.json') return undefined;
  if (!target.startsWith('src/')) return `imports ${imported}, outside src`;
  return mayLeanOn(from, target) ? undefined : `imports ${imported}, above or beside it`;
}

/** The path that an import of our own means, from the repository's root; `undefined` for a package. */
function resolve(from: string, imported: string): string | undefined {
  if (imported.startsWith('#')) return join('src', imported.slice(1));
  if (imported.startsWith('.')) return join(dirname(from), imported);
  return undefined;
}

function packageOf(imported: string): string {
  return imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');
}

function mayLeanOn(from: string, target: string): boolean {
  const here = placeOf(from);
  const there = placeOf(target);
  // What stands on top (commands, compose, config, main) may lean on every floor; no floor leans on it.
  if (!here) return true;
  if (!there) return isOfficeData(target);
  if (here.level !== there.level) return there.level < here.level;
  if (here.room === there.room) return true;
  const order: readonly string[] | null = floors[here.floor];
  if (order === null) return here.floor === 'assistant' || there.room === undefined;
  return (
    order.includes(there.room ?? '') &&
    order.indexOf(there.room ?? '') < order.indexOf(here.room ?? '')
  );
}

/** The starter office is data beside the floors; whoever needs a file of it may read it. */
function isOfficeData(path: string): boolean {
  return path.startsWith('src/starter/') && !path.endsWith('.ts');
}

interface Place {
  readonly floor: Floor;
  readonly level: number;
  readonly room: string | undefined;
}

function placeOf(path: string): Place | undefined {
  const [, floor = '', room, ...rest] = path.split('/');
  const level = floorNames.indexOf(floor);
  if (level < 0) return undefined;
  // A level that was found is a floor's name.
  return { floor: floor as Floor, level, room: rest.length > 0 ? room : undefined };
}

/** Rooms that stand in no list: a new room is placed in the order before it is built. */
export function strangers(files: readonly SourceFile[]): readonly string[] {
  const found = new Set<string>();
  for (const { path } of files) {
    const place = placeOf(path);
    const order: readonly string[] | null = place ? floors[place.floor] : null;
    if (place && order && !order.includes(place.room ?? '')) found.add(dirname(path));
  }
  return [...found];
}

function fullFolders(files: readonly SourceFile[]): string[] {
  const counts = new Map<string, number>();
  for (const { path } of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > MAX_FILES_IN_A_FOLDER)
    .map(([folder, count]) => `${folder} holds ${count} files, more than ${MAX_FILES_IN_A_FOLDER}`);
}

/** Only compose.ts puts the rooms together: no other file reaches into all the rooms that it does. */
function secondComposers(files: readonly SourceFile[]): string[] {
  const composed = files.find(({ path }) => path === COMPOSE);
  if (!composed) return [];
  const rooms = roomsUsedBy(composed);
  return files
    .filter((file) => file !== composed && rooms.size > 0)
    .filter((file) => {
      const used = roomsUsedBy(file);
      return [...rooms].every((room) => used.has(room));
    })
    .map(({ path }) => `${path} reaches into every room that ${COMPOSE} puts together`);
}

function roomsUsedBy({ path, imports }: SourceFile): Set<string> {
  const places = imports.map((imported) => placeOf((imported && resolve(path, imported)) ?? ''));
  return new Set(places.flatMap((place) => (place ? [`${place.floor}/${place.room}`] : [])));
}
