import type { Requesting } from '#assistant/answering.ts';
import type { AbsenceViewer } from '#assistant/views/absences/absence-cards.ts';
import { absenceForm } from '#assistant/views/absences/absence-form.ts';
import type { Form } from '#foundation/cards/form.ts';
import type { Clock } from '#foundation/kernel/clock.ts';
import { absenceOf } from '#foundation/people/absences/absence.ts';
import type { Db } from '#foundation/store/database.ts';
import { callThem } from '#office/requests/absences/named-absence.ts';
import type { Calendar } from '#office/requests/routing/route-file.ts';
import { dayIn } from '#office/requests/routing/working-time.ts';

export function absenceViewer(
  personId: string,
  clock: Clock,
  calendar: Calendar | undefined,
): AbsenceViewer {
  return { personId, today: dayIn(clock.now(), calendar) };
}

/** The form for the days of one person, and what is said of them by now. */
export async function formFor(
  db: Db,
  whose: string,
  isOspo: boolean,
  { personId, clock, routes }: Requesting,
): Promise<{ readonly form: Form; readonly kept: Readonly<Record<string, string>> }> {
  const { today } = absenceViewer(personId, clock, routes?.calendar);
  const known = await absenceOf(db, whose, clock.now());
  const deputyId = known?.deputyId;
  const isOther = whose !== personId;
  const form = absenceForm({
    other: isOther ? await callThem(db, whose) : undefined,
    asksWho: isOspo && !isOther,
    today,
    begun: known && known.firstDay < today ? known.firstDay : undefined,
    people:
      deputyId === undefined
        ? undefined
        : [{ value: deputyId, label: await callThem(db, deputyId) }],
  });
  const kept = {
    ...(known && { firstDay: known.firstDay, lastDay: known.lastDay }),
    ...(deputyId !== undefined && { deputy: deputyId }),
  };
  return { form, kept };
}
