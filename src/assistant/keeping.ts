import type { Db } from '#foundation/store/database.ts';

/** Where the office keeps what people hand in; without it nothing can be handed in. */
export interface Keeping {
  readonly db?: Db;
}
