import type { Server } from 'node:http';
import { StewardError } from '#foundation/kernel/errors.ts';
import { isLoopback } from '#foundation/kernel/is-loopback.ts';

/** How many ports after the wanted one are tried. */
const FURTHER_PORTS = 20;

/** Throws `misconfigured` for a host that others can reach. */
export function checkHost(host: string): void {
  if (isLoopback(host)) return;
  throw new StewardError('misconfigured', 'web chat on a host that is not loopback', {
    advice:
      'The web chat has no sign-in, so it only listens on this machine: set HOST to 127.0.0.1, localhost or ::1, or leave it out.',
  });
}

/**
 * Opens the server on this machine only, at the wanted port or the next free one (0 takes any free one);
 * gives the port. Throws `misconfigured` for a host that others can reach or a port we may not
 * open, `unavailable` when none is free.
 */
export async function listenOnLoopback(
  server: Server,
  host: string,
  port: number,
): Promise<number> {
  checkHost(host);
  // Never asks a name server: "localhost" could be told to mean something else.
  const address = host === 'localhost' ? '127.0.0.1' : host;
  const last = port === 0 ? 0 : Math.min(port + FURTHER_PORTS, 65_535);
  for (let tried = port; tried <= last; tried++) {
    const opened = await tryPort(server, address, tried);
    if (opened !== undefined) return opened;
  }
  throw new StewardError('unavailable', `no free port from ${port} to ${last}`, {
    advice: `The ports ${port} to ${last} are all taken. Stop what uses them, or set PORT to another one (0 takes any that is free).`,
  });
}

/** The port; undefined when it is taken. */
function tryPort(server: Server, host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(cannotListen(host, port, error));
    };
    server.once('error', failed);
    server.listen({ host, port }, () => {
      server.off('error', failed);
      const address = server.address();
      // A TCP server's address is an object while it listens.
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function cannotListen(host: string, port: number, cause: NodeJS.ErrnoException): StewardError {
  return new StewardError('misconfigured', `cannot listen: ${cause.code ?? cause.name}`, {
    advice: `The web chat cannot listen at ${host}, port ${port}. Set PORT to one from 1024 to 65535, and HOST to an address of this machine.`,
    cause,
  });
}
