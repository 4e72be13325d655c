import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { type MetricsOptions, openMetrics } from '#commands/metrics/open-metrics.ts';
import { COUNTED_MOST, readBacklog } from '#commands/metrics/read-backlog.ts';
import { movableClock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { auditEntries, notices, received } from '#foundation/store/schema.ts';
import { requests } from '#foundation/store/tables/requests.ts';
import packageFile from '../../../package.json' with { type: 'json' };
import { testDatabase } from '../../support/database.ts';
import { labelsIn, scrape } from '../../support/metrics/scrape.ts';
import { databaseSwitch } from '../../support/switchable.ts';

const NOW = new Date('2026-03-02T09:00:00Z');
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000);

describe('what Prometheus is told', () => {
  const test = testDatabase();
  const database = databaseSwitch(test);
  afterEach(() => database.comeBack());

  async function open(options: Partial<MetricsOptions> = {}) {
    const metrics = await openMetrics({
      host: '127.0.0.1',
      port: 0,
      platforms: ['slack', 'web'],
      db: test.db,
      clock: movableClock(NOW),
      log: silentLog,
      lately: { fresh: 0 },
      ...options,
    });
    onTestFinished(() => metrics.close());
    return metrics;
  }

  async function addNotice(what: Partial<typeof notices.$inferInsert> = {}): Promise<void> {
    await test.db.insert(notices).values({
      id: newId(),
      kind: 'sample',
      matter: newId(),
      recipient: 'person:marzipan',
      wanted: 1,
      sent: 0,
      state: 'waiting',
      dueAt: NOW,
      attempts: 0,
      createdAt: NOW,
      changedAt: NOW,
      ...what,
    });
  }

  async function addEvent(id: string, platform: string, doneAt: Date | null): Promise<void> {
    const moments = { sentAt: NOW, receivedAt: NOW, leaseUntil: NOW, doneAt };
    await test.db
      .insert(received)
      .values({ id, platform, body: { text: 'marzipan' }, attempts: 1, holder: 'us', ...moments });
  }

  async function addRequest(state: string, closedAt: Date | null): Promise<void> {
    await test.db.insert(requests).values({
      id: newId(),
      form: 'use',
      formVersion: 1,
      asked: {},
      title: 'marzipan',
      matter: newId(),
      facts: {},
      route: {},
      state,
      version: 1,
      submittedAt: NOW,
      changedAt: NOW,
      closedAt,
    });
  }

  it('is which version runs, how the process does, and that the database answers', async () => {
    const { samples } = await scrape((await open()).url);

    expect(samples.get(`steward_build_info{version="${packageFile.version}"}`)).toBe(1);
    expect(samples.get('steward_database_up')).toBe(1);
    expect(samples.get('process_resident_memory_bytes')).toBeGreaterThan(10_000_000);
    expect(samples.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
    expect(samples.has('nodejs_heap_size_used_bytes')).toBe(true);
  });

  it('is what was counted, by words of ours alone', async () => {
    const { measure, url } = await open();

    measure.answered('slack', 'answered', 0.2);
    measure.answered('slack', 'error', 40);
    measure.answered('persona', 'answered', 0.001);
    measure.delivered('slack', 'bulk', 'sent');
    measure.delivered('slack', 'bulk', 'sent');
    measure.delivered('persona', 'direct', 'later');
    measure.arrived('slack', 'taken');
    measure.failedToDeal('slack');
    measure.failedToDeal('slack:T1/marzipan');
    const { samples } = await scrape(url);

    expect(samples.get('steward_answers_seconds_count{platform="slack",outcome="answered"}')).toBe(
      1,
    );
    expect(samples.get('steward_answers_seconds_sum{platform="slack",outcome="error"}')).toBe(40);
    expect(samples.get('steward_answers_seconds_count{platform="web",outcome="answered"}')).toBe(1);
    expect(
      samples.get('steward_deliveries_total{platform="slack",lane="bulk",outcome="sent"}'),
    ).toBe(2);
    expect(
      samples.get('steward_deliveries_total{platform="web",lane="direct",outcome="later"}'),
    ).toBe(1);
    expect(samples.get('steward_events_total{platform="slack",outcome="taken"}')).toBe(1);
    expect(samples.get('steward_event_failures_total{platform="slack"}')).toBe(1);
    expect(samples.get('steward_event_failures_total{platform="other"}')).toBe(1);
  });

  it('has all that may be counted from the start, at 0', async () => {
    const { samples } = await scrape((await open({ platforms: ['teams'] })).url);

    expect(samples.get('steward_answers_seconds_count{platform="teams",outcome="error"}')).toBe(0);
    expect(
      samples.get('steward_deliveries_total{platform="teams",lane="direct",outcome="failed"}'),
    ).toBe(0);
    expect(samples.get('steward_events_total{platform="teams",outcome="refused"}')).toBe(0);
    expect(samples.get('steward_events_open{platform="teams"}')).toBe(0);
    expect(samples.get('steward_requests_open{state="needs-info"}')).toBe(0);
    expect(samples.get('steward_notices_undelivered{state="dead"}')).toBe(0);
  });

  it('is what waits in the database, the same from every process', async () => {
    await addNotice({ dueAt: ago(90) });
    await addNotice({ dueAt: ago(30) });
    await addNotice({ lane: 'slack:T1', dueAt: ago(7) });
    await addNotice({ lane: 'teams:T2', dueAt: ago(600) });
    await addNotice({ lane: 'teams:T2', dueAt: ago(-600) });
    await addNotice({ state: 'dead' });
    await addNotice({ state: 'unreachable' });
    await addNotice({ state: 'sent' });
    await addEvent('1', 'slack', null);
    await addEvent('2', 'slack', NOW);
    await addEvent('3', 'marzipan', null);
    await addEvent('4', 'another', null);
    await addRequest('in-review', null);
    await addRequest('approved', NOW);
    await test.db
      .insert(auditEntries)
      .values({ at: NOW, kind: 'sample', subject: { text: 'marzipan' } });

    const [one, two] = [await open(), await open()];
    const told = await scrape(one.url);
    const { samples: other } = await scrape(two.url);

    const waits = {
      'steward_notices_waiting{lane="direct"}': 2,
      'steward_notices_waiting{lane="bulk"}': 3,
      'steward_notices_oldest_due_seconds{lane="direct"}': 90,
      'steward_notices_oldest_due_seconds{lane="bulk"}': 600,
      'steward_notices_undelivered{state="dead"}': 1,
      'steward_notices_undelivered{state="unreachable"}': 1,
      'steward_events_open{platform="slack"}': 1,
      'steward_events_open{platform="other"}': 2,
      'steward_requests_open{state="in-review"}': 1,
      steward_audit_entries_unsealed: 1,
    };
    expect(Object.fromEntries([...told.samples].filter(([name]) => name in waits))).toEqual(waits);
    expect(Object.fromEntries([...other].filter(([name]) => name in waits))).toEqual(waits);
    expect(told.text).not.toContain('marzipan');
  });

  it('says that nothing is overdue while what waits is due later', async () => {
    await addNotice({ dueAt: ago(-60) });

    const { samples } = await scrape((await open()).url);

    expect(samples.get('steward_notices_waiting{lane="direct"}')).toBe(1);
    expect(samples.get('steward_notices_oldest_due_seconds{lane="direct"}')).toBe(0);
  });

  it('has labels of few values', async () => {
    await addNotice({ lane: 'slack:T1' });
    await addEvent('1', 'marzipan', null);
    const { measure, url } = await open();
    measure.answered('slack:U1', 'answered', 1);

    const labels = labelsIn(await scrape(url));

    expect(labels).toEqual({
      lane: ['bulk', 'direct'],
      le: [
        '+Inf',
        '0.005',
        '0.01',
        '0.025',
        '0.05',
        '0.1',
        '0.25',
        '0.5',
        '1',
        '10',
        '2.5',
        '30',
        '5',
      ],
      outcome: [
        'answered',
        'error',
        'failed',
        'known',
        'later',
        'refused',
        'sent',
        'taken',
        'unreachable',
      ],
      platform: ['other', 'slack', 'terminal', 'web'],
      state: ['changes-requested', 'dead', 'in-review', 'needs-info', 'unreachable'],
      version: [packageFile.version],
    });
  });

  it('has all that the README speaks of', async () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const { text } = await scrape((await open()).url);
    const written = new Set(text.split('\n').map((line) => /^[a-z_]+/.exec(line)?.[0]));
    const described = new Set([...text.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name));

    const named = [...readme.matchAll(/\bsteward_[a-z_]+/g)].map(([name]) => name);

    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((name) => !written.has(name) && !described.has(name))).toEqual([]);
  });

  it('is looked up once in a while, however often it is asked for', async () => {
    const { url } = await open({ lately: { fresh: 60_000 } });
    const first = await scrape(url);
    await addNotice();

    const second = await scrape(url);

    expect(first.samples.get('steward_notices_waiting{lane="direct"}')).toBe(0);
    expect(second.samples.get('steward_notices_waiting{lane="direct"}')).toBe(0);
  });

  it.each([
    ['fails', () => database.goAway()],
    ['hangs', () => database.hang()],
  ])('is what the process knows while the database %s, and nothing old', async (_, takeAway) => {
    const { measure, url } = await open({ lately: { fresh: 0, patience: 50 } });
    await addNotice();
    await scrape(url);
    measure.arrived('slack', 'taken');
    takeAway();

    const away = await scrape(url);
    database.comeBack();
    const back = await scrape(url);

    expect(away.samples.get('steward_database_up')).toBe(0);
    expect(away.samples.get('steward_events_total{platform="slack",outcome="taken"}')).toBe(1);
    expect(away.text).not.toContain('steward_notices_');
    expect(back.samples.get('steward_database_up')).toBe(1);
    expect(back.samples.get('steward_notices_waiting{lane="direct"}')).toBe(1);
  });

  it('is read from what is unfinished, and not from all that there is', async () => {
    const DONE = 300;
    await addNotice();
    await addNotice({ lane: 'slack:T1' });
    await addNotice({ state: 'dead' });
    await addEvent('open', 'slack', null);
    await addRequest('in-review', null);
    await test.db.execute(sql`insert into notices
      (id, kind, matter, recipient, wanted, sent, state, due_at, attempts, created_at, changed_at)
      select gen_random_uuid(), 'sample', 'm', 'person:' || n, 1, 1, 'sent', now(), 0, now(), now()
      from generate_series(1, ${DONE}::integer) as n`);
    await test.db.execute(sql`insert into received
      (id, platform, sent_at, received_at, lease_until, attempts, holder, done_at)
      select 'e' || n, 'slack', now(), now(), now(), 1, 'us', now()
      from generate_series(1, ${DONE}::integer) as n`);
    await test.db.execute(sql`insert into requests
      (id, form, form_version, asked, title, matter, facts, route, state, version, submitted_at, changed_at, closed_at)
      select gen_random_uuid(), 'use', 1, '{}', 't', 'm' || n, '{}', '{}', 'approved', 1, now(), now(), now()
      from generate_series(1, ${DONE}::integer) as n`);

    const looked = await test.db.transaction(async (tx) => {
      // On so few rows the server would rather read them all, and keeps to that plan.
      await tx.execute(sql`set local enable_seqscan = off`);
      await tx.execute(sql`set local plan_cache_mode = force_custom_plan`);
      const looks = () =>
        tx
          .select({
            table: sql<string>`relname`,
            all: sql<number>`seq_scan::integer`,
            rows: sql<number>`idx_tup_fetch::integer`,
          })
          .from(sql`pg_stat_xact_user_tables`)
          .where(sql`relname in ('notices', 'received', 'requests', 'audit_entries')`)
          .orderBy(sql`relname`);
      // What the connection did before is counted in too.
      const earlier = new Map((await looks()).map((one) => [one.table, one]));
      await readBacklog(tx);
      return (await looks()).map(({ table, all, rows }) => ({
        table,
        all: all - (earlier.get(table)?.all ?? 0),
        rows: rows - (earlier.get(table)?.rows ?? 0),
      }));
    });

    expect(looked.map(({ table, all }) => [table, all])).toEqual([
      ['audit_entries', 0],
      ['notices', 0],
      ['received', 0],
      ['requests', 0],
    ]);
    for (const { rows } of looked) expect(rows).toBeLessThan(DONE / 10);
  });

  it('counts no further than is worth it', async () => {
    await test.db.execute(sql`insert into notices
      (id, kind, matter, recipient, wanted, sent, state, lane, due_at, attempts, created_at, changed_at)
      select gen_random_uuid(), 'sample', 'm', 'person:' || n, 1, 0, 'waiting', 'slack:T1', now(), 0, now(), now()
      from generate_series(1, ${COUNTED_MOST + 10}::integer) as n`);

    const { notices: counted } = await readBacklog(test.db);

    expect(counted.bulk.count).toBe(COUNTED_MOST);
  });
});

describe('where Prometheus asks', () => {
  const test = testDatabase();
  const at = (port: number) =>
    openMetrics({
      host: '127.0.0.1',
      port,
      platforms: [],
      db: test.db,
      clock: movableClock(NOW),
      log: silentLog,
    });

  it('is one path, to be read', async () => {
    const { url, close } = await at(0);

    const [got, head, posted, root, health] = await Promise.all([
      fetch(`${url}/metrics`),
      fetch(`${url}/metrics`, { method: 'HEAD' }),
      fetch(`${url}/metrics`, { method: 'POST' }),
      fetch(url),
      fetch(`${url}/healthz`),
    ]);
    const statuses = [got, head, posted, root, health].map(({ status }) => status);
    const read = await got.text();
    await close();

    expect(statuses).toEqual([200, 200, 404, 404, 404]);
    expect(got.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(read).toContain('steward_build_info');
    await expect(fetch(`${url}/metrics`)).rejects.toThrow();
  });

  it('is not changed when something else is there', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void blocker.close());
    const address = blocker.address();
    const port = typeof address === 'object' && address ? address.port : 0;

    await expect(at(port)).rejects.toMatchObject({
      code: 'unavailable',
      advice: `Port ${port} is taken, and Prometheus looks for Steward there. Stop what uses it, or set STEWARD_METRICS_PORT to another one and change it there too.`,
    });
  });
});
