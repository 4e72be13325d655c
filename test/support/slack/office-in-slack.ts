import { examples } from '#assistant/views/help/help-card.ts';
import type { Delivery } from '#foundation/delivery/worker.ts';
import type { Database } from '#foundation/store/database.ts';
import { type OfficeAtWork, startOfficeAtWork } from '../office-at-work.ts';
import type { TestSteward } from '../test-steward.ts';
import { startTestSlack, type TestSlack, type TestSlackOptions } from './test-slack.ts';

/** The whole of Steward in a Slack of its own: what is told goes out, and roles are those of the directory. */
export interface OfficeInSlack extends TestSlack {
  readonly steward: TestSteward;
  readonly delivery: Delivery;
  /** Resolves when all is answered and told. */
  settled(): Promise<void>;
}

/** `ospo` are e-mail addresses of the directory. */
export async function startOfficeInSlack(
  database: Database,
  options: Partial<TestSlackOptions> & {
    readonly ospo?: readonly string[];
    /** One that is at work already, such as on another platform. */
    readonly office?: OfficeAtWork;
  } = {},
): Promise<OfficeInSlack> {
  const { ospo, office: given, ...rest } = options;
  const { log } = rest;
  const office =
    given ?? (await startOfficeAtWork(database, { ...(ospo && { ospo }), ...(log && { log }) }));
  const { respond, clock, home, steward, delivery } = office;
  const slack = await startTestSlack({ db: database.db, respond, clock, home, examples, ...rest });
  office.connect(slack.slack.channel);
  return {
    ...slack,
    steward,
    delivery,
    async settled() {
      await slack.idle();
      await office.told();
    },
  };
}
