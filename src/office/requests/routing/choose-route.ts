import { type Answers, type Form, fieldsOf, given, optionsOf } from '#foundation/cards/form.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import type { Profile } from '#office/requests/forms/profile.ts';
import type { RequestFacts } from '#office/requests/routing/facts.ts';
import type { Route, Stage } from '#office/requests/routing/route.ts';
import {
  type Condition,
  type Lane,
  profileFor,
  type RouteFile,
} from '#office/requests/routing/route-file.ts';

export interface Asked {
  readonly form: Pick<RequestForm, 'name' | 'reviewers'>;
  readonly answers: Answers;
  readonly facts: RequestFacts;
  /** As it was answered: reasons then name fields and answers as people read them. */
  readonly shown?: Form;
}

/** What a route is chosen from: the lanes, and the reviewer groups that there are. */
export interface Routing {
  readonly file: RouteFile | undefined;
  readonly groups: readonly string[];
}

export interface ChosenRoute {
  readonly route: Route;
  /** Of those that the policy approves, so many in a hundred are shown to the OSPO. */
  readonly sample?: number;
  /** How much must have been answered to take it. */
  readonly asks: Profile;
}

/** The way that a request takes: a pure function of the routes, its answers and what is known of it. */
export function chooseRoute(routing: Routing, asked: Asked): ChosenRoute {
  const { form } = asked;
  const { file } = routing;
  const always = profileFor(file, form.name);
  const lanes = file && Object.hasOwn(file.forms, form.name) ? file.forms[form.name] : undefined;
  for (const lane of lanes ?? []) {
    const why = lane.when === undefined ? 'the usual way' : whyHolds(lane.when, asked);
    if (why === undefined) continue;
    const { stages, reasons } = stagesOf(lane, asked, routing.groups);
    return {
      route: {
        lane: lane.lane,
        title: lane.title,
        why: [`${lane.title}: ${why}`, ...reasons],
        ...(lane.days === undefined ? {} : { days: lane.days }),
        stages,
      },
      asks: lane.asks ?? always,
      ...(lane.sample === undefined ? {} : { sample: lane.sample }),
    };
  }
  const stages: Stage[] = [{ title: 'Review', needs: 'any', groups: [form.reviewers] }];
  return {
    route: { lane: 'review', title: 'Review', why: ['The form names who decides'], stages },
    asks: always,
  };
}

function stagesOf(
  lane: Lane,
  asked: Asked,
  known: readonly string[],
): { readonly stages: Stage[]; readonly reasons: string[] } {
  const reasons: string[] = [];
  const stages = lane.stages.flatMap((entry): Stage[] => {
    if (entry.when !== undefined) {
      const why = whyHolds(entry.when, asked);
      if (why === undefined) return [];
      reasons.push(`${entry.title}: ${why}`);
    }
    const groups = entry.groups.flatMap((one): string[] => {
      if (typeof one === 'string') return [one];
      const why = one.when === undefined ? undefined : whyHolds(one.when, asked);
      if (one.when !== undefined && why === undefined) return [];
      const group = one.ofUnit === true ? ofUnit(one.group, asked.facts.unit, known) : one.group;
      if (why !== undefined) reasons.push(`${group}: ${why}`);
      return [group];
    });
    if (groups.length === 0) return [];
    const distinct = [...new Set(groups)];
    return [{ title: entry.title, needs: entry.needs, groups: distinct }];
  });
  return { stages, reasons };
}

function ofUnit(group: string, unit: string | undefined, known: readonly string[]): string {
  const own = `${group}-${unit ?? ''}`;
  return unit !== undefined && known.includes(own) ? own : group;
}

/** Why it holds, in words; undefined where it does not. */
function whyHolds(when: NonNullable<Lane['when']>, asked: Asked): string | undefined {
  for (const condition of Array.isArray(when) ? when : [when]) {
    const reasons = reasonsOf(condition, asked);
    if (reasons) return reasons.length === 0 ? 'always' : reasons.join(', ');
  }
  return undefined;
}

/** A reason for each part that is asked for; undefined when one of them does not hold. */
function reasonsOf(condition: Condition, asked: Asked): string[] | undefined {
  const { answers, facts } = asked;
  const reasons: string[] = [];
  const { verdict, category, riskFrom, unit } = condition;
  if (verdict) {
    const is = facts.verdict ?? 'unknown';
    if (!verdict.includes(is)) return undefined;
    reasons.push(`the policy says ${verdictInWords[is]}`);
  }
  if (category) {
    const is = facts.categories?.find((one) => category.includes(one));
    if (is === undefined) return undefined;
    reasons.push(`its license is ${is.replaceAll('-', ' ')}`);
  }
  for (const [field, wanted] of Object.entries(condition.answers ?? {})) {
    const is = given(answers, field).find((one) => wanted.includes(one));
    if (is === undefined) return undefined;
    reasons.push(answerInWords(field, is, asked.shown));
  }
  if (riskFrom !== undefined) {
    if (facts.risk.score < riskFrom) return undefined;
    reasons.push(`its risk is ${facts.risk.score}`);
  }
  if (unit) {
    if (facts.unit === undefined || !unit.includes(facts.unit)) return undefined;
    reasons.push(`its unit is ${facts.unit}`);
  }
  return reasons;
}

/** "“Who gets it?” is “Customers get it”"; by their names where nobody was shown the form. */
function answerInWords(id: string, is: string, shown: Form | undefined): string {
  const field = shown && fieldsOf(shown).find((one) => one.id === id);
  if (!field) return `${id} is ${is}`;
  const label = optionsOf(field).find(({ value }) => value === is)?.label ?? is;
  return `“${field.label}” is “${label}”`;
}

const verdictInWords = {
  allowed: 'yes',
  'needs-review': 'that somebody must look at it',
  denied: 'no',
  unknown: 'nothing, because no license is known',
} as const;
