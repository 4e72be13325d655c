import { eq } from 'drizzle-orm';
import { tell } from '#foundation/delivery/notice.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { requestSteps, requests } from '#foundation/store/tables/requests.ts';
import { findRequest, type Request } from '#office/requests/find-requests.ts';
import { requestNotices } from '#office/requests/tell.ts';

/**
 * Where no stage is wanted, Steward takes the step that a reviewer would have taken; it is kept like any decision. Of a
 * hundred, `sample` are shown to the OSPO.
 */
export async function approveByPolicy(
  tx: Db,
  before: Request,
  sample: number,
  at: Date,
): Promise<Request> {
  const { id } = before;
  const version = before.version + 1;
  const step = 'approve';
  await tx.insert(requestSteps).values({ requestId: id, version, step, at });
  await tx
    .update(requests)
    .set({ state: 'approved', version, changedAt: at, closedAt: at })
    .where(eq(requests.id, id));
  await record(tx, { kind: 'request.step', requestId: id, step, version }, { actor: null, at });
  if (isSampled(id, sample)) {
    const told = { kind: requestNotices.sample, matter: id };
    await tell(tx, told, { kind: 'role', role: 'ospo' }, at);
  }
  const approved = await findRequest(tx, id);
  if (!approved) throw new TypeError('a request is gone that was just there');
  return approved;
}

/** By the request's id, which nobody chooses. */
function isSampled(id: string, sample: number): boolean {
  return Number.parseInt(id.slice(-6), 16) % 10_000 < sample * 100;
}
