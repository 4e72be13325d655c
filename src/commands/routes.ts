import path from 'node:path';
import type { Config } from '#config.ts';
import type { Answers } from '#foundation/cards/form.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { LicenseCategory } from '#knowledge/licenses/facts.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import { Verdict } from '#knowledge/policy/judgement.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { loadForms } from '#office/requests/forms/load-forms.ts';
import { fullOnly, type Profile } from '#office/requests/forms/profile.ts';
import { undecidable } from '#office/requests/routing/check-routes.ts';
import { chooseRoute } from '#office/requests/routing/choose-route.ts';
import { loadRoutes } from '#office/requests/routing/load-routes.ts';
import type { Stage } from '#office/requests/routing/route.ts';
import { profileFor } from '#office/requests/routing/route-file.ts';

async function load(folder: string | undefined, config: Config) {
  const where = folder ?? config.officeFolder;
  const { policy, office } = await loadOffice(where);
  const names = { ...policy.reviewers, ...office.groups };
  const groups = Object.keys(names);
  const forms = await loadForms(where, groups);
  return {
    where,
    office,
    names,
    groups,
    forms,
    routes: await loadRoutes(where, { groups, forms }),
  };
}

/**
 * `routes check [DIR]`: says who decides what in an office folder, naming every mistake.
 * @throws StewardError `misconfigured` where a request could be handed in that nobody could decide
 */
export async function checkRoutes(folder: string | undefined, config: Config): Promise<string> {
  const { where, office, names, forms, routes } = await load(folder, config);
  const place = where === undefined ? 'the shipped starter' : path.resolve(where);
  if (!routes) {
    return [
      `${place} has no routes.yaml: each form goes to the reviewers that it names.`,
      ...[...forms.values()].map(({ name, reviewers }) => `  ${name}: ${names[reviewers]}`),
    ].join('\n');
  }
  const nobody = where === undefined ? [] : undecidable(routes, office.roles);
  if (nobody.length > 0) {
    const lines = nobody.map(({ form, lane, group, asks }) => {
      const who = asks === undefined ? 'whoever asks' : `${asks} asks`;
      return `  ${form}, lane ${lane}: when ${who}, nobody else is in ${group} nor in ${routes.fallback}`;
    });
    throw new StewardError('misconfigured', 'routes that nobody could decide', {
      advice: `The routes of ${place} lead to where nobody could decide:\n${lines.join('\n')}\nName people in office.yaml, under roles: two in ${routes.fallback} are enough.`,
    });
  }
  return [
    `The routes of ${place} are right (version ${routes.version}).`,
    ...Object.entries(routes.forms).flatMap(([form, lanes]) => [
      `  ${form}${profileFor(routes, form) === 'full' ? ', asked in full' : ''}`,
      ...lanes.map(({ title, approves, asks, days, stages, when }) => {
        const way = approves
          ? 'approved by the policy'
          : stages
              .map(({ groups, needs }) =>
                stageInWords(
                  {
                    groups: groups.map((one) => (typeof one === 'string' ? one : one.group)),
                    needs,
                  },
                  names,
                ),
              )
              .join(', then ');
        const by =
          days === undefined ? '' : `, ${days} working ${days === 1 ? 'day' : 'days'} each`;
        const more = asks === 'full' ? ', asked in full first' : '';
        return `    ${title}${when === undefined ? ' (all else)' : ''}: ${way}${by}${more}`;
      }),
    ]),
    ...(where === undefined
      ? ['Nobody is named yet: office.yaml says who is in which group.']
      : []),
  ].join('\n');
}

/**
 * `routes explain FORM [NAME=VALUE…]`: who would decide such a request, in which order, and why. Names are fields of the
 * form, and `verdict`, `category`, `risk` and `unit`.
 */
export async function explainRoute(
  name: string,
  said: readonly string[],
  config: Config,
): Promise<string> {
  const { names, groups, forms, routes } = await load(undefined, config);
  const form = forms.get(name);
  if (!form) {
    throw new StewardError('invalid-input', 'routes explain: no such form', {
      advice: `There is no form "${name}". Choose one of: ${[...forms.keys()].join(', ')}.`,
    });
  }
  const values = new Map(said.map((one) => pairOf(one)));
  const take = (key: string): string | undefined => {
    const value = values.get(key);
    values.delete(key);
    return value;
  };
  const verdict = oneOf('verdict', take('verdict'), Verdict.options);
  const category = oneOf('category', take('category'), LicenseCategory.options);
  const risk = numberOf('risk', take('risk'));
  const unit = take('unit');
  const fields = new Set(form.pages.flatMap((page) => page.fields.map(({ id }) => id)));
  for (const key of values.keys()) {
    if (fields.has(key)) continue;
    const known = [...fields, 'verdict', 'category', 'risk', 'unit'].join(', ');
    throw new StewardError('invalid-input', 'routes explain: no such field', {
      advice: `"${key}" is nothing that the form ${name} asks. Choose from: ${known}.`,
    });
  }
  const answers: Answers = Object.fromEntries(values);
  const facts = {
    risk: { score: risk, lines: [] },
    ...(verdict === undefined ? {} : { verdict }),
    ...(category === undefined ? {} : { categories: [category] }),
    ...(unit === undefined ? {} : { unit }),
  };
  const { route, sample, asks } = chooseRoute({ file: routes, groups }, { form, answers, facts });
  const steps = route.stages.map(
    (stage, at) => `  ${at + 1}. ${stage.title}: ${stageInWords(stage, names)}`,
  );
  return [
    `${form.title}: ${route.title}`,
    ...(asks === 'full' ? [`  ${inFull(form, profileFor(routes, name))}`] : []),
    ...(steps.length > 0 ? steps : [`  The policy approves it by itself.${sampled(sample)}`]),
    ...(route.days === undefined
      ? []
      : [`  Each step within ${route.days} working ${route.days === 1 ? 'day' : 'days'}.`]),
    'Why:',
    ...route.why.map((why) => `  ${why}`),
  ].join('\n');
}

/** When the further fields are asked. */
function inFull(form: RequestForm, from: Profile): string {
  const more = fullOnly(form).size;
  return from === 'full'
    ? `The form asks in full from the start, ${more} fields more.`
    : `Before that the form comes back once, with up to ${more} fields more.`;
}

function sampled(sample: number | undefined): string {
  return sample === undefined ? '' : ` ${sample} of 100 are shown to the office.`;
}

function stageInWords(
  { groups, needs }: Omit<Stage, 'title'>,
  names: Record<string, string>,
): string {
  const all = groups.map((group) => names[group] ?? group);
  if (all.length === 1 && typeof needs !== 'number') return all.join('');
  if (needs === 'any') return `one of ${all.join(', ')}`;
  return needs === 'all' ? all.join(' and ') : `${needs} people of ${all.join(', ')}`;
}

function pairOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new StewardError('invalid-input', 'routes explain: no pair', {
    advice: `"${text}" says no value. Write NAME=VALUE, for example distribution=shipped.`,
  });
}

function numberOf(what: string, value = '0'): number {
  if (value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  throw new StewardError('invalid-input', `routes explain: no such ${what}`, {
    advice: `"${value}" is no ${what}. Write a number, for example ${what}=3.`,
  });
}

function oneOf<T extends string>(
  what: string,
  value: string | undefined,
  options: readonly T[],
): T | undefined {
  if (value === undefined) return undefined;
  const found = options.find((one) => one === value);
  if (found !== undefined) return found;
  throw new StewardError('invalid-input', `routes explain: no such ${what}`, {
    advice: `"${value}" is no ${what}. Choose one of: ${options.join(', ')}.`,
  });
}
