import type { Clock } from '#foundation/kernel/clock.ts';
import { type Absence, absencesAt, deputiesAmong } from '#foundation/people/absences/absence.ts';
import { coveredBy, deputyRole, type Role, type Roles } from '#foundation/people/roles.ts';
import type { Db } from '#foundation/store/database.ts';

/**
 * Roles while people are away. Who covers for somebody holds their reviewer roles too, and is told what they would be
 * told; whoever is away keeps what they hold, and may decide from there.
 */
export function withDeputies(
  granted: Roles,
  { db, clock }: { readonly db: Db; readonly clock: Clock },
): Roles {
  const awayNow = () => absencesAt(db, clock.now());
  return {
    granted,
    async of(personId) {
      const [own, away] = await Promise.all([granted.of(personId), awayNow()]);
      const covered = whomCovers(personId, away);
      if (covered.length === 0) return own;
      const lent = await Promise.all(
        covered.map(async (other) => [deputyRole(other), ...lendable(await granted.of(other))]),
      );
      return new Set([...own, ...lent.flat()]);
    },
    async holders(role) {
      const away = await awayNow();
      const person = coveredBy(role);
      if (person !== undefined) return [deputiesAmong(away).get(person) ?? person];
      if (away.length === 0) return granted.holders(role);
      if (role === 'ospo') return presentAmong(await granted.holders(role), away);
      if (!role.startsWith('reviewer:')) return granted.holders(role);
      const held = await granted.holders(role);
      const standIns =
        role === OSPO_REVIEWER ? await deputiesOf(await granted.holders('ospo'), away) : [];
      return [...new Set([...presentAmong(held, away, deputiesAmong(away)), ...standIns])];
    },
  };
}

/** The OSPO decides by its own role, which nobody holds for another; who covers decides for the group alone. */
const OSPO_REVIEWER: Role = 'reviewer:ospo';

function lendable(roles: ReadonlySet<Role>): readonly Role[] {
  return [...roles].flatMap((role): readonly Role[] => {
    if (role === 'ospo') return [OSPO_REVIEWER];
    return role.startsWith('reviewer:') ? [role] : [];
  });
}

function whomCovers(personId: string, away: readonly Absence[]): readonly string[] {
  if (away.length === 0) return [];
  return [...deputiesAmong(away)].flatMap(([other, deputy]) =>
    deputy === personId ? [other] : [],
  );
}

function deputiesOf(held: readonly string[], away: readonly Absence[]): readonly string[] {
  const deputies = deputiesAmong(away);
  return held.flatMap((personId) => deputies.get(personId) ?? []);
}

/** Those who are there, and the deputies of those who are not; everybody where that would be nobody. */
function presentAmong(
  held: readonly string[],
  away: readonly Absence[],
  deputies: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const gone = new Set(away.map(({ personId }) => personId));
  const there = held.flatMap((personId) =>
    gone.has(personId) ? (deputies.get(personId) ?? []) : [personId],
  );
  return there.length === 0 ? held : there;
}
