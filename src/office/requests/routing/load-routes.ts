import path from 'node:path';
import { StewardError } from '#foundation/kernel/errors.ts';
import { type Mistake, readYaml } from '#foundation/kernel/read-yaml.ts';
import { starterFolder } from '#knowledge/policy/file/load-office.ts';
import { mistakesIn, readOfficeFile } from '#knowledge/policy/file/load-policy.ts';
import { answersOf } from '#office/requests/forms/form-field.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { fullOnly } from '#office/requests/forms/profile.ts';
import {
  type Condition,
  type Lane,
  profileFor,
  RouteFile,
} from '#office/requests/routing/route-file.ts';

export const officeSizes = ['small', 'large', 'long'] as const;
export type OfficeSize = (typeof officeSizes)[number];

/** The shipped routes for an office of a size; `long` is the way of a board with all its stages. */
export function routesFor(size: OfficeSize): string {
  return path.join(starterFolder, 'routes', `${size}.yaml`);
}

/** Where an office keeps its routes; without an office the shipped ones for a small one. */
export function routesFile(folder: string | undefined): string {
  return folder === undefined ? routesFor('small') : path.join(folder, 'routes.yaml');
}

/** What routes are checked against. */
export interface RoutesOf {
  readonly groups: readonly string[];
  readonly forms: ReadonlyMap<string, RequestForm>;
}

/**
 * The routes of an office; an office folder without the file has none, and each form's own reviewers decide.
 * @throws StewardError `misconfigured` with every mistake by file and line
 */
export async function loadRoutes(
  folder: string | undefined,
  of: RoutesOf,
): Promise<RouteFile | undefined> {
  const file = routesFile(folder);
  let text: string;
  try {
    text = await readOfficeFile(file);
  } catch (cause) {
    const isAbsent = cause instanceof StewardError && isNoFile(cause);
    if (folder !== undefined && isAbsent) return undefined;
    throw cause;
  }
  const reading = readYaml(text, file, RouteFile);
  if (reading.kind === 'mistakes') throw mistakesIn('The routes', reading.mistakes);
  const { value: routes, lineOf } = reading;
  const mistakes: Mistake[] = [];
  const wrong = (place: readonly (string | number)[], expected: string): void => {
    mistakes.push({ file, line: lineOf(place), path: place.join('.'), expected });
  };
  const known = (group: string, place: readonly (string | number)[]): void => {
    if (!of.groups.includes(group)) {
      wrong(place, `a reviewer group of the policy or of office.yaml: ${of.groups.join(', ')}`);
    }
  };
  known(routes.fallback, ['fallback']);
  if (routes.escalation !== undefined) known(routes.escalation, ['escalation']);
  for (const [name, profile] of Object.entries(routes.profiles ?? {})) {
    const form = of.forms.get(name);
    const place = ['profiles', name];
    if (!form) wrong(place, `one of the office's forms: ${[...of.forms.keys()].join(', ')}`);
    else if (profile === 'full' && fullOnly(form).size === 0) wrong(place, asksNoMore(form));
  }
  for (const [name, lanes] of Object.entries(routes.forms)) {
    const form = of.forms.get(name);
    if (!form)
      wrong(['forms', name], `one of the office's forms: ${[...of.forms.keys()].join(', ')}`);
    const canBeFull =
      profileFor(routes, name) === 'full' || lanes.some(({ asks }) => asks === 'full');
    for (const [at, lane] of lanes.entries()) {
      const place = ['forms', name, at];
      for (const group of groupsOf(lane)) known(group, [...place, 'stages']);
      if (!form) continue;
      checkAnswers(lane, form, canBeFull, (expected) => wrong(place, expected));
      if (lane.asks === 'full' && fullOnly(form).size === 0)
        wrong([...place, 'asks'], asksNoMore(form));
    }
  }
  if (mistakes.length > 0) throw mistakesIn('The routes', mistakes);
  return routes;
}

function asksNoMore({ name }: RequestForm): string {
  return `a form with fields for the full profile, which ${name} has not`;
}

function isNoFile(error: StewardError): boolean {
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

export function groupsOf(lane: Lane): readonly string[] {
  return lane.stages.flatMap(({ groups }) =>
    groups.map((group) => (typeof group === 'string' ? group : group.group)),
  );
}

/** A condition on a field that is not there, or on an answer that nobody can give, would never hold. */
function checkAnswers(
  lane: Lane,
  form: RequestForm,
  canBeFull: boolean,
  wrong: (expected: string) => void,
): void {
  const further = fullOnly(form);
  const fields = new Map(form.pages.flatMap((page) => page.fields.map((one) => [one.id, one])));
  for (const { answers } of conditionsOf(lane)) {
    for (const [id, wanted] of Object.entries(answers ?? {})) {
      const field = fields.get(id);
      if (!field) {
        wrong(`a field of the form ${form.name} (not "${id}")`);
        continue;
      }
      if (!canBeFull && further.has(id)) {
        wrong(
          `a field that the form asks when it is not full (not "${id}"), or a lane with "asks: full"`,
        );
      }
      const can = answersOf(field);
      const never = can && wanted.find((answer) => !can.includes(answer));
      if (never !== undefined) {
        wrong(`an answer of ${id}: ${can?.join(', ')} (not "${never}")`);
      }
    }
  }
}

function conditionsOf(lane: Lane): readonly Condition[] {
  const all = [
    lane.when,
    ...lane.stages.flatMap((stage) => [
      stage.when,
      ...stage.groups.map((group) => (typeof group === 'string' ? undefined : group.when)),
    ]),
  ];
  return all.flatMap((when) => (when === undefined ? [] : Array.isArray(when) ? when : [when]));
}
