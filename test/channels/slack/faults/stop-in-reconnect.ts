/**
 * A process of its own: Socket Mode, told to end while it waits to be greeted anew. Says what happens, line by line.
 */
import { createSocket } from '#channels/slack/receive/socket.ts';
import { silentLog } from '#foundation/kernel/log.ts';

const [apiUrl = '', appToken = ''] = process.argv.slice(2);
const socket = createSocket({
  appToken,
  apiUrl,
  receive: async ({ ack }) => ack(),
  log: silentLog,
});
process.on('SIGTERM', () => {
  process.stdout.write('told to end\n');
  void socket.stop().then(() => process.stdout.write('ended\n'));
});
socket.start();
// Something that keeps it alive, as a server does, until it is told to end.
const alive = setInterval(() => undefined, 1000);
process.once('SIGTERM', () => clearInterval(alive));
process.stdout.write('started\n');
