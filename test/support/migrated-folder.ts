import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentLog } from '#foundation/kernel/log.ts';
import { openDatabase } from '#foundation/store/database.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cache = join(root, 'node_modules/.cache/steward');

/**
 * A data folder with an empty, migrated database, made once for each state of the migrations and then kept:
 * making one takes seconds, copying it a fraction of one.
 */
export async function migratedFolder(): Promise<string> {
  const folder = join(cache, `migrated-${fingerprint()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'draft-'));
  const database = await openDatabase({ kind: 'embedded', folder: draft }, silentLog);
  await database.close();
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another run was faster; its folder is as good.
    rmSync(draft, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

export async function copyMigratedFolder(to: string): Promise<void> {
  cpSync(await migratedFolder(), to, { recursive: true });
}

function fingerprint(): string {
  const hash = createHash('sha256');
  hash.update(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json')));
  hash.update(readFileSync(join(root, 'src/foundation/store/drivers/embedded.ts')));
  for (const file of readdirSync(join(root, 'drizzle')).sort()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(join(root, 'drizzle', file)));
  }
  hash.update(readFileSync(join(root, 'drizzle/meta/_journal.json')));
  return hash.digest('hex').slice(0, 16);
}
