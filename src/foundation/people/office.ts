import { z } from 'zod';
import { Contact, Topic } from '#foundation/people/contacts.ts';
import { emailFrom } from '#foundation/people/email.ts';
import { ReviewerGroup } from '#foundation/people/roles.ts';

const ONE_GRANT =
  'expected an e-mail address such as ada@example.org, or a group such as { group: "slack:S0123ABCD" }';

const ONE_ADDRESS = 'expected an e-mail address such as ada@example.org';
const UNIT = 'expected a name in small letters, such as payments or new-markets';
const ONE_RELEASE = 'expected a release in quotes, such as "2.1"';

/** Somebody by the e-mail address that a platform's directory has for them, in lower case. */
function email(expected: string) {
  return z.string(expected).transform((text, context) => {
    const address = emailFrom(text);
    if (address !== undefined) return address;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}

const Email = email(ONE_GRANT);
const Somebody = email(ONE_ADDRESS);

const ONE_GROUP = 'expected a platform and its id of the group, such as "slack:S0123ABCD"';

/** Everybody who is in a group of a platform. */
const PlatformGroup = z
  .strictObject({
    group: z.string(ONE_GROUP).regex(/^[a-z][a-z0-9-]*:[^\s:]\S{0,199}$/, ONE_GROUP),
  })
  .transform(({ group: text }) => {
    const colon = text.indexOf(':');
    return { platform: text.slice(0, colon), group: text.slice(colon + 1) };
  });
export type PlatformGroup = z.infer<typeof PlatformGroup>;

/** To whom a role is given. */
export const Grant = z.union([Email, PlatformGroup]);
export type Grant = z.infer<typeof Grant>;

/** A name whose list is commented out is read as nobody. */
const Grants = z
  .array(Grant, 'expected a list of people, each after a dash')
  .nullish()
  .transform((grants) => grants ?? []);

const Reviewers = z
  .record(ReviewerGroup, Grants, {
    error: ({ code }) =>
      code === 'invalid_key'
        ? 'expected the name of a reviewer group in small letters, such as legal or export-control'
        : undefined,
  })
  .nullish()
  .transform((groups) => groups ?? {});

const RoleGrants = z.strictObject({
  ospo: Grants,
  auditor: Grants,
  administrator: Grants,
  reviewers: Reviewers,
});
export type RoleGrants = z.infer<typeof RoleGrants>;

const NOBODY: RoleGrants = { ospo: [], auditor: [], administrator: [], reviewers: {} };

/** How a product reaches the people who use it. */
export const Distribution = z.enum(
  ['internal', 'hosted', 'shipped'],
  'expected internal, hosted or shipped',
);
export type Distribution = z.infer<typeof Distribution>;

/** A business unit; reviewer groups of its own are named after it. */
export const Unit = z.string(UNIT).regex(/^[a-z0-9][a-z0-9-]{0,59}$/, UNIT);

export const Release = z.string(ONE_RELEASE).trim().min(1).max(40);
export const RELEASES_MOST = 50;

export const ProductName = z.string().trim().min(1).max(80);

/** What the company makes, by the name that people use for it; the people by their e-mail addresses. */
const Product = z.strictObject(
  {
    name: ProductName,
    owner: Somebody.exactOptional(),
    lead: Somebody.exactOptional(),
    manager: Somebody.exactOptional(),
    distribution: Distribution.exactOptional(),
    unit: Unit.exactOptional(),
    releases: z.array(Release).max(RELEASES_MOST).exactOptional(),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type' ? 'expected a product such as { name: Rocket }' : undefined,
  },
);
export type Product = z.infer<typeof Product>;

/** Hours of the day, on each one's own clock. */
const Hour = z.int().min(0).max(23);

/** How the OSPO speaks to many at once. */
const Broadcasting = z.strictObject({
  /** More people than this are not written to before a second person of the OSPO has looked at it. */
  approvalAbove: z.int().min(0).default(200),
  /** Nothing arrives between these hours, nor on weekends, unless it is urgent; the same hour twice is no hours. */
  quiet: z.strictObject({ from: Hour, to: Hour }).default({ from: 19, to: 8 }),
  /** What people can subscribe to, by what they call it. */
  topics: z
    .record(z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/), z.string().trim().min(1).max(60))
    .nullish()
    .transform((topics) => topics ?? {}),
});
export type Broadcasting = z.infer<typeof Broadcasting>;

/** `office.yaml` of the office folder: what the office is called, who handles what, and who may do what. */
export const Office = z.strictObject({
  name: z.string().min(1).max(80),
  /** Who handles what no topic names. */
  contact: Contact,
  topics: z.partialRecord(Topic, Contact),
  /** Reviewer groups beside those of the policy, by what people call them. */
  groups: z
    .record(ReviewerGroup, z.string().trim().min(1).max(60))
    .nullish()
    .transform((groups) => groups ?? {}),
  roles: RoleGrants.nullish().transform((roles) => roles ?? NOBODY),
  products: z
    .array(Product)
    .nullish()
    .transform((products) => products ?? []),
  broadcasts: Broadcasting.nullish().transform(
    (broadcasts) => broadcasts ?? Broadcasting.parse({}),
  ),
});
export type Office = z.infer<typeof Office>;
