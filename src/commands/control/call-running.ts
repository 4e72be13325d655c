import { readControlFile } from '#commands/control/control-file.ts';
import { StewardError } from '#foundation/kernel/errors.ts';

export type Called =
  | { readonly kind: 'answered'; readonly body: unknown }
  | { readonly kind: 'none-running' };

// A package question may take two seconds; a Steward that takes much longer is stuck.
const PATIENCE_MS = 30_000;

/** Asks the Steward that runs on this data folder, if one does. */
export async function callRunning(
  dataFolder: string,
  path: string,
  body: unknown,
): Promise<Called> {
  const control = await readControlFile(dataFolder);
  if (!control) return { kind: 'none-running' };
  const origin = `http://127.0.0.1:${control.port}`;
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: {
      origin,
      'content-type': 'application/json',
      authorization: `Bearer ${control.token}`,
    },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((cause: unknown) => {
    if (cause instanceof Error && cause.name === 'TimeoutError') throw stuck(cause);
    return undefined; // Nobody listens: it was killed and left the file behind.
  });
  // Another program may have taken the port since: it does not know the token.
  if (!response || response.status === 401 || response.status === 403 || response.status === 404) {
    return { kind: 'none-running' };
  }
  if (!response.ok) throw stuck(new Error(`status ${response.status}`));
  return { kind: 'answered', body: await response.json() };
}

function stuck(cause: unknown): StewardError {
  return new StewardError('unavailable', 'the running Steward gave no answer', {
    advice: 'The Steward that runs here gave no answer. Its log says more.',
    cause,
  });
}
