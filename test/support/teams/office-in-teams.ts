import type { Delivery } from '#foundation/delivery/worker.ts';
import type { Database } from '#foundation/store/database.ts';
import { type OfficeAtWork, startOfficeAtWork } from '../office-at-work.ts';
import type { TestSteward } from '../test-steward.ts';
import type { Who } from './people.ts';
import { startTestTeams, type TestTeams, type TestTeamsOptions } from './test-teams.ts';
import { wordsOf } from './words.ts';

/** The whole of Steward in a Teams of its own: what is told goes out, and roles are those of the rosters. */
export interface OfficeInTeams extends TestTeams {
  readonly steward: TestSteward;
  readonly delivery: Delivery;
  /** Resolves when all is answered and told. */
  settled(): Promise<void>;
  /** What Steward has said to somebody alone, as they see it now: the words of each card. */
  read(who: Who): readonly string[];
  /** The same in another conversation. */
  readIn(conversation: string, who?: Who): readonly string[];
}

/** `ospo` are e-mail addresses of the rosters. */
export async function startOfficeInTeams(
  database: Database,
  options: Partial<TestTeamsOptions> & {
    readonly ospo?: readonly string[];
    /** One that is at work already, such as on another platform. */
    readonly office?: OfficeAtWork;
  } = {},
): Promise<OfficeInTeams> {
  const { ospo, office: given, ...rest } = options;
  const { log } = rest;
  const office =
    given ?? (await startOfficeAtWork(database, { ...(ospo && { ospo }), ...(log && { log }) }));
  const { respond, clock, home, steward, delivery } = office;
  const teams = await startTestTeams({ db: database.db, respond, clock, home, ...rest });
  office.connect(teams.teams.channel);
  const readIn = (conversation: string, who: Who = 'developer') =>
    teams.double
      .messages(conversation)
      .map(
        (message) => wordsOf(teams.shownTo(who, message)) || String(message.activity.text ?? ''),
      );
  return {
    ...teams,
    steward,
    delivery,
    readIn,
    read: (who) => readIn(teams.double.personal(who), who),
    async settled() {
      await teams.idle();
      await office.told();
      await teams.idle();
    },
  };
}
