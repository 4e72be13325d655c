import { createDatabase, onServer, serverUrl } from '../database.ts';

/** An empty database on the server, for apps that are processes of their own. Without a server it says how to get one. */
export async function createOwnDatabase(): Promise<{
  readonly url: string;
  remove(): Promise<void>;
}> {
  const server = serverUrl;
  if (server === undefined) {
    throw new Error(
      'Set DATABASE_URL to a PostgreSQL: what is measured here runs on nothing else.',
    );
  }
  const name = await createDatabase(server);
  return {
    url: Object.assign(new URL(server), { pathname: `/${name}` }).href,
    remove: () => onServer(server, (client) => client.unsafe(`drop database ${name} with (force)`)),
  };
}
