import path from 'node:path';
import type { Config } from '#config.ts';
import { loadOffice } from '#knowledge/policy/file/load-office.ts';
import type { RequestForm } from '#office/requests/forms/form-file.ts';
import { loadForms } from '#office/requests/forms/load-forms.ts';
import { fullOnly, type Profile, pagesIn } from '#office/requests/forms/profile.ts';

/** `forms check [DIR]`: says whether an office folder's forms are right, naming every mistake otherwise. */
export async function checkForms(folder: string | undefined, config: Config): Promise<string> {
  const where = folder ?? config.officeFolder;
  const { policy } = await loadOffice(where);
  const forms = await loadForms(where, Object.keys(policy.reviewers));
  const place = where === undefined ? 'the shipped starter' : path.resolve(where);
  return [
    `The forms of ${place} are right.`,
    ...[...forms.values()].map((form) => {
      const { name, version, reviewers } = form;
      const full = fullOnly(form).size === 0 ? '' : ` (in full: ${sizeOf(form, 'full')})`;
      return `  ${name} (version ${version}): ${sizeOf(form, 'lite')}${full}, decided by ${policy.reviewers[reviewers] ?? reviewers}`;
    }),
  ].join('\n');
}

function sizeOf(form: RequestForm, profile: Profile): string {
  const pages = pagesIn(form, profile);
  const fields = pages.reduce((sum, page) => sum + page.fields.length, 0);
  return `${fields} fields on ${pages.length} ${pages.length === 1 ? 'page' : 'pages'}`;
}
