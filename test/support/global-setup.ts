import { migratedFolder } from './migrated-folder.ts';

/** Before the workers start, so that they do not all make the same folder. */
export async function setup(): Promise<void> {
  await migratedFolder();
}
