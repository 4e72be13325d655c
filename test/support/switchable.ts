import { beforeAll, onTestFinished } from 'vitest';
import { StewardError } from '#foundation/kernel/errors.ts';
import type { Db } from '#foundation/store/database.ts';

/** A database that can be taken away until the end of a test. */
export interface Switch {
  /** Statements wait until it is back. */
  hang(): void;
  /** Statements fail, as those of a database that does not answer. */
  goAway(): void;
  comeBack(): void;
}

/** For a whole file, after `testDatabase`. Done to the object itself, as our guard does, so that nothing else needs to know. */
export function databaseSwitch(store: { readonly db: Db }): Switch {
  let state: 'here' | 'hanging' | 'away' = 'here';
  let waiting: (() => void)[] = [];

  async function admitted(): Promise<void> {
    if (state === 'away') throw gone();
    if (state === 'hanging') await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function comeBack(): void {
    state = 'here';
    for (const go of waiting) go();
    waiting = [];
  }

  beforeAll(() => {
    const { session } = store.db._;
    const prepareQuery = session.prepareQuery.bind(session);
    session.prepareQuery = (...query) => {
      const prepared = prepareQuery(...query);
      const execute = prepared.execute.bind(prepared);
      prepared.execute = async (...values) => {
        await admitted();
        return execute(...values);
      };
      return prepared;
    };
    const transaction = store.db.transaction.bind(store.db);
    store.db.transaction = async (run, config) => {
      await admitted();
      return transaction(run, config);
    };
  });

  return {
    hang() {
      state = 'hanging';
      onTestFinished(comeBack);
    },
    goAway() {
      state = 'away';
      onTestFinished(comeBack);
    },
    comeBack,
  };
}

function gone(): StewardError {
  return new StewardError('unavailable', 'the database does not answer', {
    advice: 'Steward cannot reach its database right now. Please try again in a minute.',
  });
}
