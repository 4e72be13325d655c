import { type Rule, rule } from '#assistant/understand/intent/rule.ts';
import {
  asksForItsName,
  asksForOpenItems,
  asksToLookThrough,
  asksWhatToDo,
  asksWhatWas,
  asksWhetherOrWho,
  asksWhoHasRead,
  namesOwnRequest,
  namesPackage,
  saysNothing,
  speaksOfCourses,
  tellsOthers,
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
import {
  asksHowOneStands,
  asksWhatWaitsForThem,
} from '#assistant/understand/intent/signs/requests.ts';
import type { WordClass } from '#assistant/understand/intent/vocabulary.ts';

/** What somebody may want beside being polite. */
const matters: readonly WordClass[] = [
  'firm-request',
  'form-phrase',
  'queue',
  'approver',
  'inventory',
  'training',
  'metrics',
  'announce',
  'policy-topic',
  'policy-word',
  'help',
  'off-topic',
];

/** For what is under way, for lists and figures, and for what is no matter of the office. */
export const handlingRules: readonly Rule[] = [
  rule('my_requests', 3, 'their things', (seen) => asksForOpenItems(seen) === 'theirs'),
  rule('my_requests', 2.6, 'their requests', (seen) => seen.has('self', 'firm-request')),
  rule(
    'my_requests',
    1.8,
    'our requests',
    (seen) => seen.has('mine', 'firm-request') && seen.has('status'),
  ),
  rule(
    'my_requests',
    3,
    'what they sent',
    (seen) =>
      seen.has('mine', 'submitted') &&
      (seen.has('request') ||
        seen.has('pending') ||
        seen.has('status') ||
        seen.begins('form-verb') ||
        /^(?:what|which|everything|list|show)\b/.test(seen.words.join(' ')) ||
        !seen.isQuestion),
  ),
  rule('my_requests', 2.6, 'how theirs stands', (seen) => seen.has('self', 'request', 'status')),
  rule('my_requests', 2.6, 'what of theirs is open', (seen) => seen.has('self', 'pending')),
  rule(
    'my_requests',
    -3,
    'for them to decide',
    (seen) => seen.has('approver') || seen.has('queue'),
  ),
  rule('my_requests', -4, 'one of theirs, by what it is for', namesOwnRequest),
  rule('my_requests', -5, 'one request by its number', ({ requestId }) => requestId !== undefined),
  rule(
    'my_requests',
    -2,
    'asks for a form',
    (seen) => seen.has('form-phrase') && !seen.has('status'),
  ),

  rule(
    'request_status',
    4.5,
    'a request by its number',
    ({ requestId }) => requestId !== undefined,
  ),
  rule(
    'request_status',
    2.6,
    'how a request stands',
    (seen) => seen.has('status', 'firm-request') && !seen.has('self'),
  ),
  rule(
    'request_status',
    4,
    'one of theirs, by what it is for',
    (seen) =>
      namesOwnRequest(seen) &&
      (seen.has('status') || seen.isQuestion || seen.words.includes('yet')),
  ),
  rule('request_status', 4.5, 'how one of them stands', asksHowOneStands),
  rule('my_requests', -3, 'how one of them stands', asksHowOneStands),
  rule('request_status', -2, 'for them to decide', (seen) => seen.has('approver')),

  rule(
    'review_queue',
    3,
    'for them to decide',
    (seen) =>
      seen.has('approver') &&
      (seen.has('self') || seen.has('queue') || seen.has('review-noun') || seen.has('pending')),
  ),
  rule(
    'review_queue',
    3,
    'a queue of reviews',
    (seen) =>
      seen.has('queue') &&
      (seen.has('review') || seen.has('review-noun') || seen.has('firm-request')),
  ),
  rule('review_queue', 3, 'open reviews', (seen) => seen.has('pending', 'review-noun')),
  rule('review_queue', 5, 'what waits for them', asksWhatWaitsForThem),
  rule('my_requests', -4, 'what waits for them', asksWhatWaitsForThem),
  rule('review_queue', 1.6, 'waits for them', (seen) => seen.has('queue', 'self')),

  rule('review_queue', 4.5, 'asks what they have to decide', asksWhatToDo),
  rule(
    'review_queue',
    4,
    'what is open for those who decide',
    (seen) => asksForOpenItems(seen) === 'theirs to decide',
  ),

  rule('broadcast', 4, 'others are to be told', tellsOthers),
  rule('broadcast', 4, 'a group is to be told', (seen) => tellsAGroup(seen) && !tellsOthers(seen)),
  rule('broadcast', 5, 'whom it has reached', asksWhoHasRead),
  rule('broadcast', 2.4, 'to tell others', (seen) => seen.has('announce')),
  rule('broadcast', 1.6, 'to all', (seen) => seen.has('announce', 'everyone')),
  rule('broadcast', 1.6, 'begins with telling', (seen) => seen.begins('announce')),
  rule(
    'broadcast',
    -1.5,
    'asks about the rule',
    (seen) => seen.begins('asks-rule') && asksWhetherOrWho(seen),
  ),

  rule('metrics_report', 2.4, 'what was, in figures', asksWhatWas),
  rule('metrics_report', 4, 'figures set against each other', comparesFigures),
  rule('metrics_report', 2.2, 'a figure', (seen) => seen.has('metrics')),
  rule('metrics_report', 1.2, 'of the office’s work', (seen) =>
    seen.has('metrics', 'metrics-object'),
  ),
  rule('metrics_report', 0.8, 'several figures', (seen) => seen.count('metrics') >= 2),
  rule('metrics_report', 1.2, 'over a time', (seen) => seen.has('metrics', 'period')),
  rule(
    'metrics_report',
    -1,
    'a security report',
    (seen) => seen.has('asks-rule') && !seen.has('metrics-object') && !seen.has('period'),
  ),

  rule('training', 3.2, 'a training', speaksOfCourses),
  rule('training', 3.6, 'something to learn from', asksForCourse),
  rule('training', 0.6, 'to take one', (seen) => seen.has('training', 'training-form')),

  rule('sbom_audit', 2.6, 'a list of components', (seen) => seen.has('inventory')),
  rule('sbom_audit', 4, 'to look through their dependencies', asksToLookThrough),
  rule('sbom_audit', 5.5, 'a list of packages', givesAList),
  rule(
    'sbom_audit',
    3,
    'a file that lists packages',
    (seen) => namesListFile(seen) && seen.mentions.length === 0,
  ),
  rule('sbom_audit', 1.8, 'to look through it', (seen) => seen.has('inventory', 'audit')),
  rule(
    'sbom_audit',
    -2,
    'asks about the rule',
    (seen) => seen.isQuestion && asksWhetherOrWho(seen) && !seen.has('audit'),
  ),

  rule('identify_license_text', 3.2, 'which license a text is', (seen) => seen.has('identify')),
  rule('identify_license_text', 3.4, 'what a text is called', asksForItsName),
  rule('identify_license_text', 4, 'the name of a text is sought', seeksNameOfText),
  rule('identify_license_text', 3.5, 'words of a license text', (seen) => seen.has('license-text')),
  rule(
    'identify_license_text',
    -1.5,
    'a package is named',
    (seen) => namesPackage(seen) && !seen.has('license-text'),
  ),

  rule('help', 4, 'asks what Steward does', (seen) => seen.share('help') > 0.6),
  rule('help', 4.5, 'what Steward does', asksWhatItDoes),
  rule('help', 1.5, 'help, among few words', (seen) => seen.has('help') && seen.words.length <= 5),

  rule(
    'smalltalk',
    5,
    'nothing but pleasantries',
    (seen) => saysNothing(seen) && seen.share('pleasantry') === 1 && seen.words.length <= 9,
  ),
  rule('smalltalk', 5, 'no words at all', (seen) => seen.words.length === 0 && saysNothing(seen)),
  rule(
    'smalltalk',
    2.2,
    'begins with thanks and says little',
    (seen) =>
      saysNothing(seen) &&
      seen.begins('pleasantry') &&
      seen.share('pleasantry') > 0.5 &&
      seen.words.length <= 9 &&
      !matters.some((of) => seen.has(of)),
  ),
  rule(
    'smalltalk',
    0.8,
    'mostly pleasantries',
    (seen) => saysNothing(seen) && seen.share('pleasantry') >= 0.75 && seen.words.length <= 9,
  ),
  rule('smalltalk', -4, 'a matter beside it', (seen) => matters.some((of) => seen.has(of))),

  rule('other', 1, 'nothing was understood', () => true),
  rule('other', 2.6, 'something of everyday life', (seen) => seen.has('off-topic')),
  rule('other', 1, 'much of it', (seen) => seen.count('off-topic') >= 2),
  rule(
    'other',
    -2,
    'a matter of the office beside it',
    (seen) =>
      seen.has('off-topic') &&
      (seen.count('policy-topic') >= 2 ||
        namesPackage(seen) ||
        seen.mentions.length > 0 ||
        (asksToBeginIt(seen) && seen.has('contribute'))),
  ),
];
