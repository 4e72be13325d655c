import { z } from 'zod';
import { botFramework } from '#channels/teams/address.ts';
import type { TeamsSettings } from '#channels/teams/settings.ts';
import type { Finding } from '#foundation/kernel/finding.ts';

const Metadata = z.object({ jwks_uri: z.url() });
const Keys = z.object({
  keys: z.array(z.object({ endorsements: z.array(z.string()).catch([]) })),
});

/** Whether the keys are had with which what comes from Teams is checked. */
export async function checkKeys(settings: TeamsSettings, patienceMs: number): Promise<Finding> {
  const { metadataUrl } = botFramework(settings);
  const isDouble = settings.doubleUrl !== undefined;
  const signal = AbortSignal.timeout(patienceMs);
  const metadata = await askFor(metadataUrl, Metadata, { signal, isDouble });
  if ('failed' in metadata) return metadata.failed;
  const keys = await askFor(metadata.answer.jwks_uri, Keys, { signal, isDouble });
  if ('failed' in keys) return keys.failed;
  const where = new URL(metadataUrl).host;
  const isForTeams = keys.answer.keys.some(({ endorsements }) => endorsements.includes('msteams'));
  if (isForTeams) return { state: 'ok', what: `The Bot Framework’s keys are had from ${where}.` };
  const what = `None of the Bot Framework’s keys from ${where} is for Teams, so all that Teams sends is refused.`;
  return { state: 'fail', what, mend: trouble };
}

const trouble = 'Microsoft may have a trouble of its own: see https://azure.status.microsoft.';

type Asked<T> = { readonly answer: T } | { readonly failed: Finding };

async function askFor<T>(
  address: string,
  shape: z.ZodType<T>,
  { signal, isDouble }: { readonly signal: AbortSignal; readonly isDouble: boolean },
): Promise<Asked<T>> {
  const where = new URL(address).host;
  const mend = isDouble
    ? 'Start the double, or leave TEAMS_DOUBLE_URL out.'
    : `Let this machine reach ${where}. Behind a proxy set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.`;
  try {
    const response = await fetch(address, { redirect: 'manual', signal });
    if (response.status >= 500) {
      await response.body?.cancel();
      const what = `The Bot Framework answers at ${where} with status ${response.status}.`;
      return failed(what, isDouble ? mend : trouble);
    }
    const read = shape.safeParse(await jsonOf(response));
    if (read.success) return { answer: read.data };
    return failed(`Something else than the Bot Framework answers at ${where}.`, mend);
  } catch (error) {
    return failed(`The Bot Framework is not reached at ${where}${codeOf(error)}.`, mend);
  }
}

function failed(what: string, mend: string): { readonly failed: Finding } {
  return { failed: { state: 'fail', what, mend } };
}

/** A page of a proxy is not read whole: it may be endless. */
async function jsonOf(response: Response): Promise<unknown> {
  if (response.ok && response.headers.get('content-type')?.includes('application/json')) {
    return response.json();
  }
  await response.body?.cancel();
  return undefined;
}

/** Of a failed `fetch`, whose own words may hold more than is good. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name === 'TimeoutError') return ': it gave no answer in time';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
}
