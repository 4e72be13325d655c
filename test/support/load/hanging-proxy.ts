import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands before a server on this machine, and can let everything that goes to and fro wait. */
export interface HangingProxy {
  readonly port: number;
  hang(): void;
  goOn(): void;
  close(): Promise<void>;
}

export async function startHangingProxy(host: string, port: number): Promise<HangingProxy> {
  const sockets = new Set<Socket>();
  let hangs = false;

  function join(from: Socket, to: Socket): void {
    if (hangs) from.pause();
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    sockets.add(from);
  }

  const server = createServer((client) => {
    const beyond = connect(port, host);
    join(client, beyond);
    join(beyond, client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // A listening TCP server has an address with a port.
    port: (server.address() as AddressInfo).port,
    hang() {
      hangs = true;
      for (const socket of sockets) socket.pause();
    },
    goOn() {
      hangs = false;
      for (const socket of sockets) socket.resume();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
