import { type Answered, onCard, type Requesting, show } from '#assistant/answering.ts';
import type { GroupNames, Viewer } from '#assistant/views/requests/viewer.ts';
import type { Card } from '#foundation/cards/card.ts';
import type { Answers, Form } from '#foundation/cards/form.ts';
import type { Office } from '#foundation/people/office.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import type { Request } from '#office/requests/find-requests.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import type { Profile } from '#office/requests/forms/profile.ts';
import type { Resubmitted } from '#office/requests/take-step.ts';

/** What the reviewer groups are called: those of the policy, and those that the office adds. */
export function groupNames({
  policy,
  office,
}: {
  readonly policy: Pick<Policy, 'reviewers'>;
  readonly office: Pick<Office, 'groups'>;
}): GroupNames {
  return { ...policy.reviewers, ...office.groups };
}

export async function viewing(request: Request, requesting: Requesting): Promise<Viewer> {
  const { personId, roles, clock } = requesting;
  const { viewerOf } = await import('#assistant/views/requests/viewer.ts');
  return viewerOf(request, await roles.of(personId), {
    personId,
    now: clock.now(),
    hasOpened: true,
  });
}

/** A request as one person sees it, with what stands beside it for those who decide. */
async function reviewCard(
  request: Request,
  requesting: Requesting,
  changes: readonly string[],
): Promise<Card> {
  const { db, personId, roles, clock, policy, office } = requesting;
  const { drawCard } = await import('#assistant/views/requests/draw-card.ts');
  const names = groupNames({ policy, office });
  return drawCard(
    db,
    request,
    {
      personId,
      roles: await roles.of(personId),
      now: clock.now(),
      people: roles,
      hasOpened: true,
      changes,
    },
    names,
  );
}

/** Shows a request, on the card that was pressed or on one that stays true from now on. */
export async function showOn(
  card: string | undefined,
  request: Request,
  requesting: Requesting,
  changes: readonly string[] = [],
): Promise<Answered> {
  const now = await reviewCard(request, requesting, changes);
  if (card !== undefined) return onCard(card, now);
  const { requestNotices } = await import('#office/requests/tell.ts');
  const { personId } = requesting;
  return show(now, { kind: requestNotices.shown, matter: request.id, personId });
}

/** The conditions of the last decision on the same component: most are laid down again. */
export async function sameConditions(
  request: Request,
  { db }: Requesting,
): Promise<Readonly<Record<string, string>>> {
  const { component } = request.facts;
  if (!db || component === undefined) return {};
  const [{ decidedOn }, { conditionsOf }] = await Promise.all([
    import('#office/requests/find-requests.ts'),
    import('#assistant/views/requests/beside-parts.ts'),
  ]);
  const before = await decidedOn(db, component, 3, request.id);
  const [words] = before.flatMap((one) => conditionsOf(one) ?? []);
  return words === undefined ? {} : { words };
}

/** What is known of a request's component now and was not, or was different, when it was handed in. */
export async function changesSince(
  { form: name, asked, facts }: Request,
  requesting: Requesting,
): Promise<readonly string[]> {
  const form = requesting.forms.get(name);
  if (!form) return [];
  const { assess } = await import('#office/requests/routing/assess.ts');
  const now = await assess(form, asked.answers, requesting);
  const { factChanges } = await import('#assistant/views/requests/beside-parts.ts');
  return factChanges(facts, now);
}

/** What a form for a request carries: that it was shown in full is said there, that it must be by its route. */
export function formContext({ version }: RequestForm, profile: Profile) {
  return { version, ...(profile === 'full' && { profile }) };
}

/** What is asked for, and the way that it takes. */
export interface Way extends Resubmitted {
  /** How much must have been answered to take it. */
  readonly asks: Profile;
}

/** What is known of what was answered, and the way that it takes; undefined where nobody could decide it. */
export async function assessAndRoute(
  form: RequestForm,
  shown: Form,
  answers: Answers,
  requesting: Requesting,
): Promise<Way | undefined> {
  const { routes, roles, personId } = requesting;
  const [{ assess }, { chooseRoute }, { settleRoute }, { matterOf, titleOf }] = await Promise.all([
    import('#office/requests/routing/assess.ts'),
    import('#office/requests/routing/choose-route.ts'),
    import('#office/requests/routing/settle-route.ts'),
    import('#office/requests/submit.ts'),
  ]);
  const facts = await assess(form, answers, requesting);
  const { route, sample, asks } = chooseRoute(
    { file: routes, groups: Object.keys(groupNames(requesting)) },
    { form, answers, facts, shown },
  );
  const fallback = routes?.fallback ?? 'ospo';
  const settled = await settleRoute(route, fallback, roles, personId);
  if (!settled) return undefined;
  return {
    asked: { form: shown, answers: { ...answers } as Resubmitted['asked']['answers'] },
    formVersion: form.version,
    matter: matterOf(form, answers),
    title: titleOf(form, shown, answers),
    facts,
    route: settled,
    asks,
    sample,
  };
}
