import { asc, eq, isNull } from 'drizzle-orm';
import { expect } from 'vitest';
import { silentLog } from '#foundation/kernel/log.ts';
import { type Db, openDatabase } from '#foundation/store/database.ts';
import { auditEntries, notices } from '#foundation/store/schema.ts';
import { requestReviews, requests } from '#foundation/store/tables/requests.ts';
import { findRequest, stepSeen } from '#office/requests/find-requests.ts';
import { statesAfter } from '#office/requests/lifecycle.ts';
import { progressOf } from '#office/requests/routing/progress.ts';
import { startWalker } from './kill.ts';
import type { Walked } from './walk-requests.ts';

/** What was walked in all. */
export interface Walks {
  readonly walks: number;
  readonly steps: number;
  readonly kills: number;
  /** Steps that the database has and nobody was told of. */
  readonly inFlight: number;
}

/** Kills walkers with SIGKILL at random moments until so many requests were walked, and holds each against the model. */
export async function walkAndKill(
  target: { readonly folder: string } | { readonly url: string },
  wanted: number,
): Promise<Walks> {
  const where = 'url' in target ? target.url : target.folder;
  const acknowledged = new Map<string, Walked>();
  let kills = 0;
  let found = { walks: 0, steps: 0, inFlight: 0 };
  while (found.walks < wanted) {
    kills++;
    const walker = startWalker(where, kills);
    await walker.said(2);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 1200));
    await walker.kill();
    // A line that was cut off was not heard.
    for (const line of walker.lines.slice(1).filter((one) => one.endsWith('}'))) {
      const walked = JSON.parse(line) as Walked; // our own process wrote it
      acknowledged.set(`${walked.id} ${walked.version}`, walked);
    }
    const opened = await openDatabase(
      'url' in target
        ? { kind: 'postgres', url: target.url }
        : { kind: 'embedded', folder: target.folder },
      silentLog,
    );
    found = await holdAgainstModel(opened.db, acknowledged);
    await opened.close();
  }
  expect(found.inFlight).toBeLessThanOrEqual(kills);
  return { ...found, kills };
}

async function holdAgainstModel(db: Db, acknowledged: ReadonlyMap<string, Walked>) {
  const rows = await db.select({ id: requests.id, state: requests.state }).from(requests);
  const open = await db.select().from(requestReviews).where(isNull(requestReviews.closedAt));
  const entries = await db.select().from(auditEntries).orderBy(asc(auditEntries.id));
  const told = await db.select().from(notices).where(eq(notices.kind, 'request.review'));
  const proven = new Set(
    entries
      .filter(({ kind }) => kind.startsWith('request.'))
      .map(({ subject }) => `${Object(subject).requestId} ${Object(subject).version ?? 1}`),
  );
  const kept = new Map<string, string>();
  let inFlight = 0;
  for (const { id, state } of rows) {
    const request = await findRequest(db, id);
    if (!request) throw new Error('a request is gone');
    const { steps, route, progress } = request;
    expect(steps.map(({ version }) => version)).toEqual(steps.map((_, at) => at + 1));
    expect(state).toBe(progress.state);
    expect(
      open
        .filter(({ requestId }) => requestId === id)
        .map((row) => `${row.stage} ${row.group}`)
        .sort(),
    ).toEqual(progress.open.map(({ group }) => `${progress.stage} ${group}`).sort());
    for (const [at, { step, version, by }] of steps.entries()) {
      kept.set(`${id} ${version}`, step);
      // What the policy approves is one with the step before it.
      if (by && !acknowledged.has(`${id} ${version}`)) inFlight++;
      expect(proven).toContain(`${id} ${version}`);
      if (step === 'submit') continue;
      const seen = (until: number) => progressOf(route, steps.slice(0, until).map(stepSeen)).state;
      // A request that was sent anew has the route of then: what was before it, nobody can fold any more.
      if (steps.slice(at).some((one) => one.step === 'resubmit')) continue;
      if (route.stages.length > 0) expect(statesAfter(seen(at), step)).toContain(seen(at + 1));
    }
    for (const { group, assigneeId } of progress.open) {
      if (assigneeId !== undefined) continue;
      const matter = `${id}/${progress.stage}`;
      const to = told
        .filter((notice) => notice.matter === matter)
        .map(({ recipient }) => recipient);
      expect(to).toContain(`role:reviewer:${group}`);
    }
  }
  for (const [key, { step }] of acknowledged) expect(kept.get(key)).toBe(step);
  return { walks: rows.length, steps: kept.size, inFlight };
}
