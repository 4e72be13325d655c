import { asc, eq } from 'drizzle-orm';
import type { Clock } from '#foundation/kernel/clock.ts';
import { newId } from '#foundation/kernel/ids.ts';
import type { Role, Roles } from '#foundation/people/roles.ts';
import { record } from '#foundation/store/audit-log.ts';
import type { Db } from '#foundation/store/database.ts';
import { people } from '#foundation/store/schema.ts';
import { requestNotes } from '#foundation/store/tables/requests.ts';
import { findRequest, type Request } from '#office/requests/find-requests.ts';
import { isInvolved } from '#office/requests/who-decides.ts';

/** What is said to counsel stays with counsel: nobody else reads a legal note, whatever else they may do. */
const LEGAL: Role = 'reviewer:legal';

export interface LegalNote {
  readonly by: string | undefined;
  readonly words: string;
  readonly at: Date;
}

/** Whether somebody may read and write legal notes on a request: legal, where they see it, and nobody on their own. */
export function isPrivileged(
  roles: ReadonlySet<Role>,
  personId: string,
  request: Pick<Request, 'requester' | 'route' | 'progress' | 'steps'>,
): boolean {
  return (
    roles.has(LEGAL) &&
    personId !== request.requester?.personId &&
    isInvolved(roles, request, personId)
  );
}

export interface NotingBy {
  readonly personId: string;
  readonly roles: Roles;
  readonly clock: Clock;
}

/** Keeps a legal note; the audit log says that there is one, and nothing of it. */
export async function addLegalNote(
  db: Db,
  requestId: string,
  words: string,
  by: NotingBy,
): Promise<'noted' | 'not-yours' | 'not-found'> {
  const held = await by.roles.of(by.personId);
  return db.transaction(async (tx) => {
    const request = await findRequest(tx, requestId);
    if (!request) return 'not-found';
    if (!isPrivileged(held, by.personId, request)) return 'not-yours';
    const at = by.clock.now();
    const { personId } = by;
    await tx.insert(requestNotes).values({ id: newId(), requestId, personId, words, at });
    await record(tx, { kind: 'request.noted', requestId }, { actor: personId, at });
    return 'noted';
  });
}

/** The legal notes on a request, the first first; none for whoever is not privileged. */
export async function legalNotes(
  db: Db,
  request: Request,
  reader: { readonly personId: string; readonly roles: ReadonlySet<Role> },
): Promise<readonly LegalNote[]> {
  if (!isPrivileged(reader.roles, reader.personId, request)) return [];
  const rows = await db
    .select({ words: requestNotes.words, at: requestNotes.at, by: people.displayName })
    .from(requestNotes)
    .leftJoin(people, eq(people.id, requestNotes.personId))
    .where(eq(requestNotes.requestId, request.id))
    .orderBy(asc(requestNotes.at), asc(requestNotes.id));
  return rows.map(({ by, ...note }) => ({ ...note, by: by ?? undefined }));
}
