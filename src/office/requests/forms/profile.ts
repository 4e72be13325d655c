import { z } from 'zod';
import type { Form } from '#foundation/cards/form.ts';
import type { FormField } from '#office/requests/forms/form-field.ts';

/** How much a form asks: what a decision mostly needs, or all that a closer look may want. */
export const Profile = z.enum(['lite', 'full']);
export type Profile = z.infer<typeof Profile>;

/** A form as far as its profiles go. */
export interface Profiled {
  readonly pages: readonly Page[];
}

interface Page {
  readonly title: string;
  readonly intro?: string | undefined;
  readonly profile?: 'full' | undefined;
  readonly fields: readonly FormField[];
}

/** The pages that are asked, each with what is asked on it. */
export function pagesIn({ pages }: Profiled, profile: Profile): readonly Page[] {
  if (profile === 'full') return pages;
  return pages
    .map((page) => ({ ...page, fields: page.fields.filter((field) => !isFullOnly(page, field)) }))
    .filter(({ fields }) => fields.length > 0);
}

/** The fields that only the full form asks. */
export function fullOnly({ pages }: Profiled): ReadonlySet<string> {
  return new Set(
    pages.flatMap((page) =>
      page.fields.filter((field) => isFullOnly(page, field)).map(({ id }) => id),
    ),
  );
}

/** In which profile a form was shown. */
export function profileOf(form: Profiled, shown: Pick<Form, 'pages'>): Profile {
  const further = fullOnly(form);
  const isFull = shown.pages.some(({ fields }) => fields.some(({ id }) => further.has(id)));
  return isFull ? 'full' : 'lite';
}

function isFullOnly(page: Pick<Page, 'profile'>, field: FormField): boolean {
  return page.profile === 'full' || field.profile === 'full';
}
