import { z } from 'zod';
import { Contact, Topic } from '#foundation/people/contacts.ts';
import { emailFrom } from '#foundation/people/email.ts';
import { ReviewerGroup } from '#foundation/people/roles.ts';

const ONE_GRANT =
  'expected an e-mail address such as ada@example.org, or a group such as { group: "slack:S0123ABCD" }';

/** Somebody by the e-mail address that a platform's directory has for them, in lower case. */
const Email = z.string(ONE_GRANT).transform((text, context) => {
  const email = emailFrom(text);
  if (email !== undefined) return email;
  context.addIssue({ code: 'custom', message: ONE_GRANT });
  return z.NEVER;
});

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

/** What the company makes, by the name that people use for it. */
const Product = z.strictObject(
  { name: z.string().trim().min(1).max(80) },
  {
    error: ({ code }) =>
      code === 'invalid_type' ? 'expected a product such as { name: Rocket }' : undefined,
  },
);
export type Product = z.infer<typeof Product>;

/** `office.yaml` of the office folder: what the office is called, who handles what, and who may do what. */
export const Office = z.strictObject({
  name: z.string().min(1).max(80),
  /** Who handles what no topic names. */
  contact: Contact,
  topics: z.partialRecord(Topic, Contact),
  roles: RoleGrants.nullish().transform((roles) => roles ?? NOBODY),
  products: z
    .array(Product)
    .nullish()
    .transform((products) => products ?? []),
});
export type Office = z.infer<typeof Office>;
