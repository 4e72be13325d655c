import { slackScopes } from '#channels/slack/manifest.ts';
import type { Finding } from '#foundation/kernel/finding.ts';

const AGAIN =
  'Put what "npx steward manifest slack" prints into the app’s page under App Manifest, then install the app again under Install App.';

/** What a token may do, held against what the manifest asks for. `whose` begins the sentence. */
export function checkScopes(
  whose: string,
  granted: readonly string[] | undefined,
  usesGroups: boolean,
): readonly Finding[] {
  if (granted === undefined) {
    return [{ state: 'warn', what: `${whose}: Slack did not say what it may do.`, mend: AGAIN }];
  }
  const wanted = slackScopes({ groups: usesGroups });
  const missing = wanted.filter((scope) => !granted.includes(scope));
  const more = granted.filter((scope) => !wanted.includes(scope)).sort();
  const found: Finding[] = [];
  if (missing.length > 0) {
    found.push({
      state: 'fail',
      what: `${whose} may not do all that Steward does; scopes missing: ${missing.join(', ')}.`,
      mend: AGAIN,
    });
  }
  if (more.length > 0) {
    found.push({
      state: 'warn',
      what: `${whose} may do more than Steward does; scopes too many: ${more.join(', ')}.`,
      mend: 'Take them away under OAuth & Permissions, then install the app again.',
    });
  }
  if (found.length > 0) return found;
  return [{ state: 'ok', what: `${whose} has the scopes of the manifest.` }];
}
