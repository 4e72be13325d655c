import type { Db } from '#foundation/store/database.ts';
import {
  findDecided,
  matterOf,
  openOn,
  type Same,
  type Submitting,
} from '#office/requests/submit.ts';

/**
 * The request that makes this one needless, as far as is known before more is asked. Handing it in looks again: it
 * alone sees what comes in at the same moment.
 */
export async function findSame(db: Db, submitting: Submitting): Promise<Same | undefined> {
  const { form, answers } = submitting;
  const matter = matterOf(form, answers);
  const request = await openOn(db, form.name, matter);
  if (request) return { kind: 'open-already', request };
  const decided = await findDecided(db, submitting, matter);
  return decided?.kind === 'decided-already' ? decided : undefined;
}
