import { type Answered, type Steward, say } from '#assistant/answering.ts';
import type { Recalled } from '#assistant/memory.ts';
import { sayBack, startAbsence } from '#assistant/skills/absences/change-absence.ts';
import { askSubject, atVersion } from '#assistant/skills/ask-subject.ts';
import { listUnread, showSubscriptions } from '#assistant/skills/broadcasts/read-broadcast.ts';
import { listDesk, showNumbered } from '#assistant/skills/broadcasts/steer-broadcast.ts';
import { askHandbook, askIfItSays } from '#assistant/skills/handbook/ask-handbook.ts';
import { askLicenses } from '#assistant/skills/licenses/ask-license.ts';
import { showText } from '#assistant/skills/licenses/show-text.ts';
import { askPackages } from '#assistant/skills/packages/ask-packages.ts';
import { openAddProduct } from '#assistant/skills/products/change-products.ts';
import { showNamedProduct, showProductList } from '#assistant/skills/products/read-products.ts';
import { answerInThread } from '#assistant/skills/questions/close-question.ts';
import { listQuestions } from '#assistant/skills/questions/read-questions.ts';
import { withDecisions } from '#assistant/skills/requests/decided-before.ts';
import { productIn, useIn, withoutProduct } from '#assistant/skills/requests/named-product.ts';
import { listOwn, listQueue, showNumber } from '#assistant/skills/requests/read-requests.ts';
import { startRequest } from '#assistant/skills/requests/start-request.ts';
import { otherThan, readInThread } from '#assistant/understand/in-thread.ts';
import type { Intent } from '#assistant/understand/intent/intents.ts';
import {
  asUnderstood,
  longestQuestion,
  readAlone,
  type Wish,
} from '#assistant/understand/read-wish.ts';
import { didYouMeanCard } from '#assistant/views/help/did-you-mean-card.ts';
import {
  elsewhereCard,
  helpCard,
  nothingSaidCard,
  tooLongCard,
  unclearCard,
} from '#assistant/views/help/help-card.ts';
import { whichLicenseCard } from '#assistant/views/licenses/which-license-card.ts';
import { unreachable } from '#foundation/kernel/unreachable.ts';
import { contactFor } from '#foundation/people/contacts.ts';
import { licenseIdsIn } from '#knowledge/licenses/expression.ts';
import type { LicenseMention } from '#knowledge/licenses/names/mentions.ts';

/** What the thread was about; looked up only for words that mean nothing without it. */
export type Recall = () => Promise<Recalled | undefined>;

/** Does what somebody wished for in their words. */
export async function grantWords(
  text: string,
  recall: Recall,
  steward: Steward,
): Promise<Answered> {
  const product = await productIn(text, steward);
  // A product of ours is no package, whatever is published by its name.
  const masked = product && readAlone(withoutProduct(text, product));
  const isAboutPackages =
    masked?.kind === 'packages' ||
    (masked?.kind === 'open' && asUnderstood(masked).kind === 'packages');
  const wish = isAboutPackages ? masked : readAlone(text);
  if (wish.kind === 'answer') return answerInThread(wish.answer, await recall(), steward);
  if (wish.kind !== 'open') return grantWish(text, wish, undefined, steward);
  const before = await recall();
  return grantWish(text, readInThread(wish, before), before, steward);
}

/** The same for words of which somebody says what they meant. */
export async function grantMeant(text: string, meant: Intent, steward: Steward): Promise<Answered> {
  const wish = readAlone(text);
  const meaning = wish.kind === 'open' ? asUnderstood(wish, meant) : wish;
  return grantWish(text, meaning, undefined, steward);
}

async function grantWish(
  text: string,
  wish: Wish,
  before: Recalled | undefined,
  steward: Steward,
): Promise<Answered> {
  const { office } = steward;
  switch (wish.kind) {
    case 'help':
    case 'greeting':
      return say(helpCard(office));
    case 'nothing-said':
      return say(nothingSaidCard());
    case 'too-long':
      return say(tooLongCard(wish.length, longestQuestion, contactFor(office, 'component-lists')));
    case 'unclear':
      return (
        (wish.maybe && (await askIfItSays(wish.maybe, steward))) ??
        say(unclearCard(wish.maybe?.question))
      );
    case 'unsure':
      return (
        (await askIfItSays(wish.sought, steward)) ??
        say(didYouMeanCard(text, wish.maybe), { kind: 'asked' })
      );
    case 'answer':
      return answerInThread(wish.answer, before, steward);
    case 'open-questions':
      return listQuestions(0, steward);
    case 'products':
      return showProductList(0, steward);
    case 'product':
      return showNamedProduct(wish.name, steward);
    case 'add-product':
      return openAddProduct(wish, steward);
    case 'away':
      return startAbsence(wish.said, steward);
    case 'back':
      return sayBack(steward);
    case 'handbook':
      return askHandbook(wish, steward);
    case 'start-request':
      return startRequest(wish.form, wish.known, steward);
    case 'my-requests':
      return listOwn(steward);
    case 'request-status':
      return wish.number === undefined ? listOwn(steward) : showNumber(wish.number, steward);
    case 'broadcasts':
      return listDesk(steward);
    case 'broadcast':
      return showNumbered(wish.number, steward);
    case 'unread':
      return listUnread(steward);
    case 'subscriptions':
      return showSubscriptions(steward);
    case 'review-queue':
      return listQueue(steward);
    case 'elsewhere':
      return say(elsewhereCard(wish.topic, contactFor(office, wish.topic)));
    case 'licenses':
      return askLicenses(wish.mentions, wish.said, steward);
    case 'license-text':
      return showTextOf(wish.mentions);
    case 'packages': {
      const product = await productIn(text, steward);
      const answered = await askPackages(
        wish.reading,
        { ...useIn(product), ...wish.said },
        steward,
      );
      return withDecisions(answered, wish.reading, product, steward);
    }
    case 'follow-up': {
      const last = wish.other && before ? otherThan(before) : before;
      if (!last) return say(unclearCard());
      const subject =
        wish.version === undefined ? last.subject : atVersion(last.subject, wish.version);
      if (!subject) return say(unclearCard());
      return askSubject(subject, { ...last.said, ...wish.said }, steward);
    }
    default:
      return unreachable(wish);
  }
}

function showTextOf(mentions: readonly LicenseMention[]): Answered {
  const [first] = mentions;
  if (!first) return say(unclearCard());
  if (first.match.kind === 'family') {
    const { family, candidates } = first.match;
    return say(whichLicenseCard(family, candidates, {}), { kind: 'asked' });
  }
  const [id = ''] = licenseIdsIn(
    first.match.kind === 'variant' ? first.match.of : first.match.expression,
  );
  return showText(id);
}
