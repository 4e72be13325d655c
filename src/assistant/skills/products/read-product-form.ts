import { type CheckedAnswers, checkAnswers } from '#foundation/cards/check-answers.ts';
import type { Answers, Form } from '#foundation/cards/form.ts';
import { emailFrom } from '#foundation/people/email.ts';
import { Distribution, RELEASES_MOST, Release, Unit } from '#foundation/people/office.ts';
import type { ProductDetails } from '#office/products/product-record.ts';

export type ReadProduct =
  | { readonly kind: 'ok'; readonly name: string; readonly details: ProductDetails }
  | Extract<CheckedAnswers, { kind: 'invalid' }>;

/** Checks what was sent for a product, field by field; without a field for the name it is empty. */
export function readProductForm(form: Form, answers: unknown): ReadProduct {
  const checked = checkAnswers(form, answers);
  if (checked.kind === 'invalid') return checked;
  const { values } = checked;
  const errors: Record<string, string> = {};
  const people: { owner?: string; lead?: string; manager?: string } = {};
  for (const id of ['owner', 'lead', 'manager'] as const) {
    const typed = textOf(values, id);
    if (typed === '') continue;
    const email = emailFrom(typed);
    if (email === undefined) errors[id] = 'Please give an e-mail address, such as ada@example.org.';
    else people[id] = email;
  }
  // "New Markets" is new-markets.
  const unit = textOf(values, 'unit').toLowerCase().replaceAll(/\s+/g, '-');
  if (unit !== '' && !Unit.safeParse(unit).success) {
    errors.unit = 'Please use letters from a to z, digits and hyphens only.';
  }
  const releases = releasesIn(textOf(values, 'releases'));
  if (releases.length > RELEASES_MOST) {
    errors.releases = `Please name at most ${RELEASES_MOST} releases; these are ${releases.length}.`;
  }
  const long = releases.find((release) => !Release.safeParse(release).success);
  if (long !== undefined) {
    errors.releases = 'Please keep each release to 40 characters, one on each line.';
  }
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors, kept: values };
  const distribution = Distribution.safeParse(values.distribution).data;
  return {
    kind: 'ok',
    name: textOf(values, 'name').replaceAll(/\s+/g, ' '),
    details: {
      ...people,
      ...(distribution !== undefined && { distribution }),
      ...(unit !== '' && { unit }),
      releases,
    },
  };
}

function textOf(values: Answers, id: string): string {
  const value = values[id];
  return typeof value === 'string' ? value : '';
}

/** Each once, in their order. */
function releasesIn(text: string): readonly string[] {
  const all = text.split(/[\n,]/).map((release) => release.trim());
  return [...new Set(all.filter((release) => release !== ''))];
}
