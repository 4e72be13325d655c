import type { Evidence } from '#assistant/understand/intent/evidence.ts';
import { type Rule, rule } from '#assistant/understand/intent/rule.ts';
import {
  asksRule,
  asksToDoIt,
  asksWhatToDo,
  asksWhatWas,
  asksWhetherOrWho,
  asksWhoHasRead,
  beginsWithRequest,
  guessesPackage,
  isCompound,
  isKnownPackage,
  judges,
  judgesGuess,
  looksLikeName,
  namesKind,
  namesNothing,
  namesPackage,
  registers,
  speaksOfCourses,
  tellsOthers,
  usesPackage,
  wantsApproved,
} from '#assistant/understand/intent/signs/general.ts';
import {
  asksForCourse,
  asksToBeginIt,
  asksWhatItDoes,
  comparesFigures,
  givesAList,
  namesListFile,
  seeksNameOfText,
  tellsAGroup,
} from '#assistant/understand/intent/signs/matters.ts';
import { isMixture } from '#assistant/understand/intent/signs/mixture.ts';
import {
  asksHowOneStands,
  asksWhatWaitsForThem,
} from '#assistant/understand/intent/signs/requests.ts';
import type { WordClass } from '#assistant/understand/intent/vocabulary.ts';

const beginnings: readonly WordClass[] = ['contribute', 'release-firm', 'use', 'form-noun'];

/** For questions about packages, licenses and the policy, and for asking to begin something. */
export const askingRules: readonly Rule[] = [
  rule('package_question', 4, 'a package is named', namesPackage),
  rule('package_question', 1.8, 'a word that may be a package', guessesPackage),
  rule(
    'package_question',
    1.2,
    'a known package, or a version',
    (seen) => guessesPackage(seen) && isKnownPackage(seen),
  ),
  rule(
    'package_question',
    -1.5,
    'words of the rules beside a mere word',
    (seen) => guessesPackage(seen) && seen.count('policy-topic') >= 2,
  ),
  rule(
    'package_question',
    1.2,
    'a known package is judged',
    (seen) => guessesPackage(seen) && isKnownPackage(seen) && judges(seen) && !seen.has('want'),
  ),
  rule(
    'package_question',
    2,
    'a name as packages have',
    (seen) => guessesPackage(seen) && looksLikeName(seen),
  ),
  rule(
    'package_question',
    1.5,
    'its kind is named',
    (seen) => guessesPackage(seen) && looksLikeName(seen) && namesKind(seen),
  ),
  rule(
    'package_question',
    1.2,
    'a word is judged',
    (seen) => guessesPackage(seen) && judges(seen) && !seen.has('policy-topic'),
  ),
  rule(
    'package_question',
    1,
    'nothing beside the word',
    (seen) => guessesPackage(seen) && seen.words.length <= 2,
  ),
  rule(
    'package_question',
    -2.5,
    'goes on from something, with a word that no package is known by',
    (seen) =>
      guessesPackage(seen) &&
      !isKnownPackage(seen) &&
      !looksLikeName(seen) &&
      /^and\b/i.test(seen.text),
  ),
  rule('package_question', 2, 'the word itself is judged', judgesGuess),
  rule('policy_question', -2, 'a word that may be a package is judged', judgesGuess),
  rule('package_question', -2.5, 'wants something approved', wantsApproved),
  rule('package_question', 2.6, 'asks to use it', usesPackage),
  rule(
    'package_question',
    -2.5,
    'an approval for it is asked for',
    (seen) => seen.has('form-phrase') && !seen.isQuestion,
  ),
  rule(
    'package_question',
    -2,
    'asks how things are done, and uses nothing',
    (seen) => guessesPackage(seen) && seen.begins('asks-rule') && !seen.has('use') && !judges(seen),
  ),

  rule('license_question', 3, 'a license is named', ({ mentions }) => mentions.length > 0),
  rule('license_question', -2.5, 'a text of a license is quoted', (seen) =>
    seen.has('license-text'),
  ),

  rule(
    'compatibility_question',
    2,
    'two licenses are named',
    ({ mentions }) => mentions.length >= 2,
  ),
  rule('compatibility_question', 2.5, 'they are put together', isMixture),

  rule('expression_question', 4.5, 'licenses joined by AND, OR or WITH', isCompound),
  rule(
    'expression_question',
    3.6,
    'SPDX is spoken of',
    ({ words, mentions }) =>
      mentions.length > 0 &&
      words.some((word) => ['spdx', 'expression', 'identifier'].includes(word)),
  ),

  rule(
    'policy_question',
    2.4,
    'asks what holds',
    (seen) => asksRule(seen) && seen.has('policy-topic'),
  ),
  rule('policy_question', 1.4, 'a matter of the rules', (seen) => seen.has('policy-topic')),
  rule(
    'policy_question',
    0.8,
    'several matters of the rules',
    (seen) => seen.count('policy-topic') >= 2,
  ),
  rule('policy_question', -2, 'asks what waits for them', (seen) => seen.has('approver', 'self')),
  rule(
    'policy_question',
    -1.2,
    'asks whether a thing may be used',
    (seen) =>
      guessesPackage(seen) && judges(seen) && !seen.has('contribute') && !seen.has('release-firm'),
  ),
  rule('policy_question', -3, 'others are to be told', tellsOthers),
  rule('package_question', -3, 'others are to be told', tellsOthers),
  rule('policy_question', -3, 'whom it has reached', asksWhoHasRead),
  rule(
    'policy_question',
    2.4,
    'asks whether a list of components is needed',
    (seen) =>
      seen.has('inventory') && seen.isQuestion && asksWhetherOrWho(seen) && !seen.has('audit'),
  ),
  rule('policy_question', -2, 'open reviews', (seen) => seen.has('pending', 'review-noun')),
  rule('policy_question', -2, 'a text of a license is quoted', (seen) => seen.has('license-text')),
  rule('policy_question', -2.5, 'a training', speaksOfCourses),
  rule('policy_question', -2.5, 'asks that it be begun', asksToDoIt),
  rule(
    'policy_question',
    -2,
    'what was, in figures',
    (seen) => asksWhatWas(seen) && seen.has('metrics'),
  ),
  rule('policy_question', -2, 'to begin, and with what', (seen) => seen.has('begin', 'form-noun')),
  rule('policy_question', -3, 'asks what Steward does', (seen) => seen.share('help') > 0.6),
  rule('policy_question', -2.5, 'asks what they have to decide', asksWhatToDo),
  rule('policy_question', 2, 'the policy itself', (seen) => seen.has('policy-word')),
  rule('policy_question', -3.2, 'a license or a package is named', (seen) => !namesNothing(seen)),
  rule(
    'policy_question',
    -2.5,
    'a known package, and little else',
    (seen) =>
      guessesPackage(seen) &&
      isKnownPackage(seen) &&
      seen.count('policy-topic') <= 2 &&
      !seen.has('contribute') &&
      !seen.has('release-firm'),
  ),
  rule('policy_question', 0.8, 'asks who, when or whether', (seen) => seen.begins('asks-rule')),

  rule(
    'start_form',
    0.8,
    'says so, and does not ask',
    (seen) => seen.has('form-phrase') && !seen.isQuestion,
  ),
  rule('start_form', 4, 'wants something approved', wantsApproved),
  rule(
    'start_form',
    3.8,
    'asks that it be begun',
    (seen) => asksToBeginIt(seen) && !asksHowOneStands(seen),
  ),
  rule('start_form', 5, 'to have it on record', registers),
  rule('start_form', 4.5, 'says “request” first', beginsWithRequest),
  rule(
    'start_form',
    4,
    'asks that it be begun',
    (seen) => asksToDoIt(seen) && (seen.has('form-phrase') || seen.has('form-noun')),
  ),
  rule('start_form', -3, 'something of everyday life', (seen) => seen.has('off-topic')),
  rule('start_form', 3.6, 'asks for a form or an approval', (seen) => seen.has('form-phrase')),
  rule('start_form', 2.2, 'to begin, and with what', (seen) => seen.has('form-verb', 'form-noun')),
  rule(
    'start_form',
    1.5,
    'to begin with a release or a contribution',
    (seen) =>
      seen.has('form-verb') &&
      (seen.has('contribute') || seen.has('release-firm')) &&
      !seen.isQuestion,
  ),
  rule(
    'start_form',
    4,
    'says what they mean to do',
    (seen) =>
      seen.has('want') && !seen.isQuestion && (seen.has('contribute') || seen.has('release-firm')),
  ),
  rule(
    'start_form',
    3,
    'means to use something new',
    (seen) => seen.has('want', 'use', 'new-use') && !seen.isQuestion,
  ),
  rule(
    'start_form',
    2.6,
    'wants to begin now',
    (seen) => seen.has('begin') && beginnings.some((of) => seen.has(of)),
  ),
  rule(
    'start_form',
    -2.5,
    'asks about the rule, not for the form',
    (seen) => seen.begins('asks-rule') && asksWhetherOrWho(seen),
  ),
  rule('start_form', -2.5, 'asks how it stands', (seen) => seen.requestId !== undefined),

  rule('policy_question', -3, 'something else is wanted', wantsSomethingElse),
  rule('package_question', -3, 'something else is wanted', wantsSomethingElse),
  rule('license_question', -3, 'something else is wanted', wantsSomethingElse),
];

/** What is no question about a license, a package or the rules, though it may name one. */
function wantsSomethingElse(seen: Evidence): boolean {
  return (
    [
      asksHowOneStands,
      asksWhatWaitsForThem,
      tellsAGroup,
      comparesFigures,
      asksForCourse,
      givesAList,
      seeksNameOfText,
      asksWhatItDoes,
      asksToBeginIt,
      registers,
    ].some((wants) => wants(seen)) ||
    (namesListFile(seen) && seen.has('audit'))
  );
}
