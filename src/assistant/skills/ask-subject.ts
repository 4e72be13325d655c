import { type Answered, type Asking, say } from '#assistant/answering.ts';
import type { Subject } from '#assistant/memory.ts';
import { askHandbook } from '#assistant/skills/handbook/ask-handbook.ts';
import { askLicenseByText } from '#assistant/skills/licenses/ask-license.ts';
import { askList } from '#assistant/skills/packages/ask-list.ts';
import { askPackage } from '#assistant/skills/packages/ask-package.ts';
import { askProduct } from '#assistant/skills/packages/ask-product.ts';
import { staleCard } from '#assistant/views/help/trouble-cards.ts';
import { otherEcosystemCard } from '#assistant/views/packages/package-trouble-cards.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import type { Office } from '#foundation/people/office.ts';
import { type Purl, parsePurl } from '#knowledge/packages/purl.ts';
import type { PartialUse } from '#knowledge/policy/use.ts';

/** Answers about a subject that a button or the memory holds. */
export async function askSubject(
  subject: Subject,
  said: PartialUse,
  asking: Asking,
): Promise<Answered> {
  switch (subject.kind) {
    case 'license':
      return askLicenseByText(subject.text, said, asking);
    case 'product':
      return askProduct(subject.name, subject.version, said, asking);
    case 'package': {
      const purl = parsePurl(subject.purl);
      if (!purl) {
        throw new StewardError('invalid-input', 'a subject holds no purl', {
          advice: 'I cannot read which package that is. Please name it again.',
        });
      }
      if (purl.type !== 'npm') return notLookedUp(purl, asking.office);
      return askPackage(purl, subject.requirement, said, asking);
    }
    case 'question':
      return askHandbook({ question: subject.text, sought: subject.text }, asking);
    case 'packages':
      return askList(subject, said, asking);
    case 'open-question':
      // It is answered, and never offered to be asked again.
      return say(staleCard(), { kind: 'no-answer' });
    default:
      return unreachable(subject);
  }
}

/** A package whose ecosystem has no source of facts here. */
function notLookedUp(purl: Purl, office: Office): Answered {
  const card = otherEcosystemCard(purl, contactFor(office, 'other-packages'));
  return say(card, { kind: 'no-answer' });
}

/** The same subject in another version: "what about 2.0?" Undefined for what has none, or many. */
export function atVersion(subject: Subject, version: string): Subject | undefined {
  switch (subject.kind) {
    case 'license':
      return { kind: 'license', text: otherLicenseVersion(subject.text, version) };
    case 'product':
      return { ...subject, version };
    case 'package': {
      const purl =
        subject.purl.split('@').length > 1 ? subject.purl.replace(/@[^@/]*$/, '') : subject.purl;
      return { kind: 'package', purl, requirement: version };
    }
    case 'question':
    case 'open-question':
    case 'packages':
      return undefined;
    default:
      return unreachable(subject);
  }
}

/** `GPL-3.0-only` and "2.0" → `GPL-2.0-only`; the reader of names says whether there is one. */
function otherLicenseVersion(text: string, version: string): string {
  const full = version.includes('.') ? version : `${version}.0`;
  return /\d/.test(text) ? text.replace(/\d+(?:\.\d+)*/, full) : `${text} ${full}`;
}
