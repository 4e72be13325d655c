import type { Delivery } from '#foundation/delivery/worker.ts';
import type { Database } from '#foundation/store/database.ts';
import { startOfficeAtWork } from '../../../support/office-at-work.ts';
import { collectingLog, openScene, type Scene, type SceneOptions } from './scene.ts';

/** The whole of Steward in Teams: what is told goes out, and roles are those of the directory. */
export interface OfficeInTeams extends Scene {
  readonly delivery: Delivery;
  /** Resolves when all is answered and told. */
  settled(): Promise<void>;
}

/** `ospo` are e-mail addresses of the directory. */
export async function openOffice(
  database: Database,
  options: Partial<SceneOptions> & { readonly ospo?: readonly string[] } = {},
): Promise<OfficeInTeams> {
  const { ospo, ...rest } = options;
  const { log } = collectingLog();
  const office = await startOfficeAtWork(database, { log, ...(ospo && { ospo }) });
  const { respond, clock, home, delivery } = office;
  const scene = await openScene({ db: database.db, respond, clock, home, ...rest });
  office.connect(scene.teams.channel);
  return {
    ...scene,
    delivery,
    async settled() {
      await scene.idle();
      await office.told();
    },
  };
}
