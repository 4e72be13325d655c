import { type Happened, requestOf, type Told } from './request-of.ts';

const DAY = 1440;

const vips: Told = {
  number: 142,
  form: 'use',
  answers: {
    package: 'libvips 8.15.2',
    product: 'Photo Desk',
    distribution: 'shipped',
    purpose: 'Thumbnails of the photos that customers take',
    linkage: 'static',
    modified: 'no',
    'needed-by': '2026-03-20',
  },
  facts: {
    component: 'pkg:npm/libvips@8.15.2',
    licenses: 'LGPL-2.1-or-later',
    verdict: 'needs-review',
    categories: ['weak-copyleft'],
  },
};

/** Of libvips in Photo Desk, which one reviewer of Legal decides, with what happened to it. */
export function ofUse(...happened: readonly Happened[]) {
  return requestOf({ ...vips, happened });
}

const asks: Happened = {
  by: 'lin',
  step: 'ask',
  words: 'Do you publish the object files, so that customers can link their own build of it?',
  after: 90,
};
const answers: Happened = {
  by: 'ada',
  step: 'answer',
  words: 'Yes: next to the installer, from 3.2 on.',
  after: 200,
};
const approves: Happened = { by: 'lin', step: 'approve', after: 240 };
export const conditions: Happened = {
  by: 'lin',
  step: 'approve-with-conditions',
  words:
    'Publish the object files with every release.\nName libvips and its license on the About page.',
  after: 240,
};
export const rejects: Happened = {
  by: 'lin',
  step: 'reject',
  words: 'License terms. Customers could not link their own build of it.',
  alternative: 'Link it dynamically: then nobody need look at it.',
  after: 240,
};
export const changes: Happened = {
  by: 'lin',
  step: 'request-changes',
  words: 'Statically linked it needs object files.',
  alternative: 'Link it dynamically, or say where you publish them.',
  after: 90,
};

export const uses = {
  waiting: ofUse(),
  asked: ofUse(asks),
  answered: ofUse(asks, answers),
  changes: ofUse(changes),
  approved: ofUse(asks, answers, approves),
  conditional: ofUse(conditions),
  rejected: ofUse(rejects),
  withdrawn: ofUse({ by: 'ada', step: 'withdraw', after: 30 }),
  handedOver: ofUse(
    { by: 'leo', step: 'recuse', words: 'My sister wrote it.', after: 20 },
    { by: 'lin', step: 'delegate', to: 'sam', words: 'Sam knows the code.', after: 30 },
  ),
  reassigned: ofUse({
    by: 'omar',
    step: 'reassign',
    toGroup: 'security',
    words: 'This is about a hole in it.',
    after: 20,
  }),
};

const denied: Told = {
  number: 151,
  form: 'use',
  answers: {
    package: 'ua-parser-js 2.0.0',
    product: 'Rocket Control',
    distribution: 'shipped',
    purpose: 'Telling browsers apart',
    linkage: 'static',
    modified: 'no',
  },
  facts: {
    component: 'pkg:npm/ua-parser-js@2.0.0',
    licenses: 'AGPL-3.0-or-later',
    verdict: 'denied',
    categories: ['network-copyleft'],
    highRisk: 'The policy says no',
  },
};

/** Legal, then two of the council. */
export const risky = {
  first: requestOf(denied),
  second: requestOf({ ...denied, happened: [{ by: 'lin', step: 'approve', after: 60 }] }),
  half: requestOf({
    ...denied,
    happened: [
      { by: 'lin', step: 'approve', after: 60 },
      { by: 'carl', step: 'approve', after: DAY },
    ],
  }),
};

export const byPolicy = requestOf({
  number: 163,
  form: 'use',
  answers: {
    package: 'left-pad 1.3.0',
    product: 'Checkout',
    distribution: 'hosted',
    purpose: 'Aligning columns in mails',
    linkage: 'dynamic',
    modified: 'no',
  },
  facts: {
    component: 'pkg:npm/left-pad@1.3.0',
    licenses: 'WTFPL',
    verdict: 'allowed',
    categories: ['permissive'],
  },
  happened: [{ by: 'policy', step: 'approve', after: 0 }],
});

/** The same component, in another product and linked in another way. */
const elsewhere: Told = {
  ...vips,
  number: 98,
  by: 'eve',
  answers: { ...vips.answers, product: 'Rocket Control', linkage: 'dynamic' },
  handedIn: -60 * DAY,
};
export const precedents = [
  requestOf({ ...elsewhere, happened: [conditions] }),
  requestOf({
    ...vips,
    number: 77,
    by: 'eve',
    handedIn: -200 * DAY,
    happened: [{ ...rejects, by: 'leo' }],
  }),
];

const release: Told = {
  number: 170,
  form: 'release',
  answers: {
    project: 'teapot',
    repository: 'git.example/kitchen/teapot',
    why: 'Others boil water too, and mend it for us.',
    license: 'Apache-2.0',
    authors: 'not-sure',
    others: 'A student in 2023.',
    patents: 'no',
    customers: 'no',
    done: ['secrets', 'license-file'],
    maintainers: 'Ada, Eve',
    ending: 'Archived when the kitchen closes.',
  },
};
export const releases = {
  first: requestOf(release),
  /** Legal has approved, Security has it. */
  second: requestOf({
    ...release,
    happened: [
      { by: 'omar', step: 'approve', after: 60 },
      { by: 'lin', step: 'approve', after: 120 },
    ],
  }),
};

export const contribution = requestOf({
  number: 175,
  form: 'contribute',
  answers: {
    project: 'kubernetes',
    kind: 'feature',
    what: 'Start pods in order of their names',
    agreement: 'cla',
    interface: 'yes',
    design: 'no',
    patents: 'no',
    work: 'paid',
  },
});

export const exception = requestOf({
  number: 180,
  form: 'exception',
  answers: {
    what: 'ua-parser-js 2.0.0',
    product: 'Rocket Control',
    rule: 'No network copyleft in what we ship (§7)',
    why: 'Its older version has a hole, and the replacement is ready in May.',
    until: '2026-05-31',
    mitigation: 'It runs in a process of its own.',
  },
  facts: {
    component: 'pkg:npm/ua-parser-js@2.0.0',
    licenses: 'AGPL-3.0-or-later',
    verdict: 'denied',
    categories: ['network-copyleft'],
    highRisk: 'The policy says no',
  },
});

/** More than a list shows buttons for. */
export const many = Array.from({ length: 8 }, (_, at) =>
  requestOf({
    ...vips,
    number: 190 + at,
    answers: { ...vips.answers, package: `package-${at + 1} 1.${at}.0` },
    handedIn: at * 60,
  }),
);
