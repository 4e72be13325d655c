import type { Handbook, Page, Section } from '#knowledge/handbook/section.ts';

export function page(fields: Partial<Page> = {}): Page {
  return { file: 'rules.md', synonyms: [], language: 'en', ...fields };
}

export function section(
  path: readonly string[],
  blocks: readonly string[],
  of: Partial<Page> = {},
): Section {
  return { page: page(of), path, blocks };
}

export function handbook(sections: readonly Section[]): Handbook {
  return { sections, faults: [] };
}

const using = { file: 'using.md' };
const giving = { file: 'giving.md' };

/** Fourteen sections of a made-up office. */
export const sampleHandbook = handbook([
  section(
    ['Using open source', 'Permissive licenses'],
    ['Code under MIT, BSD or Apache may be used in every product. Keep the license text.'],
    using,
  ),
  section(
    ['Using open source', 'Copyleft in products'],
    [
      'Do not ship code under the GPL inside our products.',
      'In tools that stay inside the company it is fine.',
    ],
    using,
  ),
  section(
    ['Using open source', 'Notices'],
    ['Every product carries a page that names the authors of what is in it.'],
    using,
  ),
  section(
    ['Using open source', 'Bill of materials'],
    ['Each release comes with a list of all components in the SPDX format.'],
    using,
  ),
  section(
    ['Using open source', 'Vulnerabilities'],
    ['When a component has a known vulnerability, upgrade it within seven days.'],
    using,
  ),
  section(
    ['Using open source', 'Contractors'],
    ['Suppliers who write code for us follow the same rules and name all open source in it.'],
    using,
  ),
  section(
    ['Giving back', 'Small fixes'],
    ['A fix of up to twenty lines to a project outside needs nobody’s approval.'],
    giving,
  ),
  section(
    ['Giving back', 'Contributor license agreements'],
    ['Never sign an agreement yourself: the legal department reads and signs it.'],
    giving,
  ),
  section(
    ['Giving back', 'Projects in your free time'],
    ['What you write at home with your own computer belongs to you.'],
    giving,
  ),
  section(
    ['Giving back', 'Releasing a project'],
    [
      'Ask the open source office before you publish a repository.',
      'Remove passwords and keys.',
      'Choose the Apache license.',
    ],
    giving,
  ),
  section(
    ['Giving back', 'Names and logos'],
    ['Ask the brand team before a project gets a name that sounds like ours.'],
    giving,
  ),
  section(
    ['Giving back', 'Code of conduct'],
    ['We treat everybody with respect and report those who do not to the moderators.'],
    giving,
  ),
  section(
    ['Office', 'Exceptions'],
    ['The board may make an exception for one year when the product owner asks in writing.'],
    { file: 'office.md' },
  ),
  section(
    ['Office', 'Who decides'],
    ['The board has three members, from engineering, security and the legal department.'],
    { file: 'office.md' },
  ),
]);
