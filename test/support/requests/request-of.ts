import { readFile } from 'node:fs/promises';
import type { Answers } from '#foundation/cards/form.ts';
import { readYaml } from '#foundation/kernel/read-yaml.ts';
import type { Role } from '#foundation/people/roles.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { type Request, type RequestStepTaken, stepSeen } from '#office/requests/find-requests.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { toForm } from '#office/requests/forms/form-file.ts';
import { loadForms } from '#office/requests/forms/load-forms.ts';
import type { RequestStep } from '#office/requests/lifecycle.ts';
import { chooseRoute } from '#office/requests/routing/choose-route.ts';
import type { RequestFacts } from '#office/requests/routing/facts.ts';
import { routesFor } from '#office/requests/routing/load-routes.ts';
import { progressOf } from '#office/requests/routing/progress.ts';
import { RouteFile } from '#office/requests/routing/route-file.ts';
import { titleOf } from '#office/requests/submit.ts';
import { groupsFor } from '#office/requests/who-decides.ts';

const { policy, office } = await loadOffice(undefined);
/** What the groups of the shipped office are called. */
export const names = { ...policy.reviewers, ...office.groups };
export const forms = await loadForms(undefined, Object.keys(names));
export const routes = await readRoutes();

export const idOf = (number: number) =>
  `0198a7e4-6a52-7d3c-9f10-${String(number).padStart(12, '0')}`;
/** A Monday, when work begins. */
export const begin = new Date('2026-03-02T09:00:00Z');

/** So many minutes later; 1440 are a day. */
export function later(minutes: number, than = begin): Date {
  return new Date(than.getTime() + minutes * 60_000);
}

const held = {
  ada: [],
  eve: [],
  mia: ['reviewer:champion'],
  lin: ['reviewer:legal'],
  leo: ['reviewer:legal'],
  sam: ['reviewer:security'],
  omar: ['ospo'],
  carl: ['reviewer:council'],
  cora: ['reviewer:council'],
  aud: ['auditor'],
} as const satisfies Record<string, readonly Role[]>;
export type Name = keyof typeof held;

/** Somebody who was named in what happened. */
export function person(name: Name) {
  const at = Object.keys(held).indexOf(name);
  return { personId: idOf(900 + at), name: `${name.charAt(0).toUpperCase()}${name.slice(1)}` };
}

export function rolesOf(name: Name): ReadonlySet<Role> {
  return new Set(held[name]);
}

/** What somebody did, so many minutes after the request was handed in. */
export interface Happened {
  readonly by: Name | 'policy';
  readonly step: RequestStep;
  readonly words?: string;
  readonly alternative?: string;
  readonly to?: Name;
  readonly toGroup?: string;
  readonly after: number;
}

export interface Told {
  readonly number: number;
  readonly form: string;
  readonly by?: Name;
  readonly answers: Request['asked']['answers'];
  readonly facts?: Partial<RequestFacts>;
  readonly happened?: readonly Happened[];
  /** Minutes after the beginning. */
  readonly handedIn?: number;
}

/** A request as the database gives it back, on the way that the shipped routes of a large office take it. */
export function requestOf(told: Told): Request {
  const { number, by = 'ada', answers, happened = [], handedIn = 0 } = told;
  const form = formNamed(told.form);
  const submittedAt = later(handedIn);
  const facts: RequestFacts = { risk: riskOf(form, answers), ...told.facts };
  const shown = toForm(form, submittedAt);
  const { route } = chooseRoute(
    { file: routes, groups: Object.keys(names) },
    { form, answers, facts, shown },
  );
  const requester = person(by);
  const steps: RequestStepTaken[] = [
    { version: 1, step: 'submit', by: requester, groups: [], at: submittedAt },
  ];
  const progress = () => progressOf(route, steps.map(stepSeen));
  for (const { by: who, after, step, to, ...said } of happened) {
    const taker = who === 'policy' ? undefined : person(who);
    const now = progress();
    const groups =
      who === 'policy'
        ? []
        : step === 'reassign'
          ? now.open.map(({ group }) => group)
          : groupsFor(rolesOf(who), { progress: now, requester }, person(who).personId);
    steps.push({
      version: steps.length + 1,
      step,
      ...(taker && { by: taker }),
      groups: [...groups],
      ...(to && { to: person(to) }),
      ...said,
      at: later(after, submittedAt),
    });
  }
  return {
    id: idOf(number),
    number,
    form: form.name,
    asked: { form: shown, answers },
    title: titleOf(form, shown, answers),
    requester,
    facts,
    route,
    state: progress().state,
    version: steps.length,
    isFollowed: false,
    submittedAt,
    changedAt: steps.at(-1)?.at ?? submittedAt,
    steps,
    progress: progress(),
  };
}

export function formNamed(name: string): RequestForm {
  const form = forms.get(name);
  if (!form) throw new Error(`there is no form ${name}`);
  return form;
}

function riskOf({ risk = [] }: RequestForm, answers: Answers): RequestFacts['risk'] {
  const lines = risk.filter(({ field, is }) => is.includes(String(answers[field])));
  return {
    score: lines.reduce((sum, { adds }) => sum + adds, 0),
    lines: lines.map(({ adds, why }) => ({ adds, why })),
  };
}

async function readRoutes(): Promise<RouteFile> {
  const file = routesFor('large');
  const reading = readYaml(await readFile(file, 'utf8'), file, RouteFile);
  if (reading.kind === 'mistakes') throw new Error(`${file} has mistakes`);
  return reading.value;
}
