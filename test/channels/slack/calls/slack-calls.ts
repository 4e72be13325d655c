import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Workspace } from '#channels/slack/calls/workspaces.ts';
import { createWorkspaces } from '#channels/slack/calls/workspaces.ts';
import { boltLogger } from '#channels/slack/install/bolt-logger.ts';
import { silentLog } from '#foundation/kernel/log.ts';
import { slackApp } from '../../../support/slack/slack-app.ts';
import { type SlackDouble, startSlackDouble } from '../../../support/slack/slack-double.ts';

/** For a whole file: one double, and the workspace in which Steward is. */
export function slackCalls() {
  let double: SlackDouble | undefined;
  beforeAll(async () => {
    double = await startSlackDouble();
  });
  beforeEach(() => double?.mend());
  afterAll(() => double?.close());

  function current(): SlackDouble {
    if (double === undefined) throw new Error('the double stands only while tests run');
    return double;
  }
  return {
    get double() {
      return current();
    },
    workspace(patience?: number): Promise<Workspace> {
      const { botToken, signingSecret, teamId } = slackApp;
      return createWorkspaces({
        settings: {
          receiver: { kind: 'http', signingSecret },
          workspaces: { kind: 'one', botToken },
          apiUrl: current().apiUrl,
        },
        installations: undefined,
        logger: boltLogger(silentLog),
        log: silentLog,
        ...(patience !== undefined && { patience }),
      }).find({ teamId, enterpriseId: undefined, isOrganisation: false });
    },
  };
}
