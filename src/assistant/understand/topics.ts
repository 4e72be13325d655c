import { holdsPhrase, phrases, plainWords } from '#assistant/understand/words.ts';
import type { Topic } from '#foundation/people/contacts.ts';
import type { LicenseMention } from '#knowledge/licenses/names/mentions.ts';

/**
 * The topic that a sentence is about although it may name packages or licenses. `unnamed` is the sentence without
 * what names them.
 */
export function topicOf(
  unnamed: string,
  sentence: string,
  mentions: readonly LicenseMention[],
): Topic | undefined {
  const words = wordsOf(unnamed);
  const found = topicWords.find((entry) => holdsPhrase(words, entry.words));
  if (found) return found.topic;
  if (mentions.length >= 2)
    return isMixture(words, sentence, mentions) ? 'compatibility' : undefined;
  return mentions.length === 0 && holdsPhrase(words, handbookWords) ? 'handbook' : undefined;
}

/** The topic of a sentence that names no package and no license, by words that would say little beside a name. */
export function answersLast(unnamed: string): Topic | undefined {
  return holdsPhrase(wordsOf(unnamed), lastWords) ? 'handbook' : undefined;
}

/** Two licenses are asked about together only if the words say so; one license is asked about by itself. */
function isMixture(
  words: readonly string[],
  sentence: string,
  mentions: readonly LicenseMention[],
): boolean {
  const [first, second] = mentions;
  const between = plainWords(sentence.slice(first?.end, second?.start));
  return holdsPhrase(words, mixtureWords) || between.some((word) => putsInto.has(word));
}

/**
 * Words that show a wish which Steward does not serve itself yet. Matched whole, in lower case, hyphens read as blanks;
 * the first topic with a match is taken.
 */
const topicWords: readonly { readonly topic: Topic; readonly words: readonly string[] }[] = [
  {
    topic: 'review-queue',
    words: phrases(`
      review queue, my reviews, to review, for my review, my review, waiting for my
      approval, for my approval, inbox to approve, pending approvals, my approvals,
      waiting for me, on my desk, have to approve, need to approve
    `),
  },
  {
    topic: 'broadcasts',
    words: phrases(`
      broadcast, announce, announcement, announcements, send to everyone, tell everyone,
      notify everyone, notify all, message everyone, message all, inform everyone, inform
      all, policy update to, to all teams, to all eng
    `),
  },
  {
    topic: 'requests',
    words: phrases(`
      my requests, my request, my open tickets, my tickets, my open requests, everything i
      submitted, i submitted, anything pending, request approval, request a, start a
      request, open a request, file a request, new request, use form, component request, a use
      request, contribution request, contribute form, contribution form, release request,
      release form, release wizard, start the, open the, get approved yet, status of my,
      status of request, status of the request, status of our, req, ask for an exception,
      request an exception, ask for a cla, withdraw, approve for, for review, request it,
      any news on, news about, things i asked for, i asked for, wheres request, the
      request, requested it, i requested
    `),
  },
  {
    topic: 'figures',
    words: phrases(`
      metrics, figures, statistics, stats, approval time, how many requests, how many
      approvals, dashboard numbers, ospo dashboard, ospo numbers, show the dashboard, show
      me the dashboard, monthly report, quarterly report, kpi, kpis
    `),
  },
  {
    topic: 'training',
    words: phrases(`
      training, trainings, a course, the course, courses, license course, license courses,
      open source course, oss course, quiz, learn about open source, onboarding
    `),
  },
  {
    topic: 'component-lists',
    words: phrases(`
      sbom, sboms, cyclonedx, spdx file, lock file, lock files, lockfile, lockfiles,
      package lock, package lock.json, bill of materials, dependency list, list of
      dependencies, all our dependencies, all my dependencies, requirements.txt, pom.xml,
      yarn.lock, cargo.lock, go.sum, go.mod, poetry.lock, pipfile.lock, gemfile.lock,
      composer.lock, pnpm lock.yaml, bom.json, bom.xml, package.json
    `),
  },
  {
    topic: 'license-texts',
    words: phrases(`
      which license is this, what license is this, which licence is this, what licence is
      this, identify this license, identify the license, identify this text, recognise
      this license, recognize this license, license text below, which one is this, this
      license text, this licence text
    `),
  },
];

const handbookWords = phrases(`
  cla, clas, dco, sign off, signs off, who signs, can sign, who approves, who decides,
  contributor agreement, contribute, contributes, contributing, contribution,
  contributions, pull request, pull requests, a pr, prs, release our, releasing, open
  source our, open sourcing, publish our, publish my, my project published, own project,
  side project, personal github, personal account, copyright header, copyright headers,
  who owns, how long does, contractors, at night, spare time, stack overflow, copilot, ai
  generated, chatgpt, trademark, trademarks, donate, notices page, give credits, security
  bug, report a vulnerability, report a security
`);

// Beside the name of a package or a license these say nothing: "are we allowed to use lodash?"
const lastWords = phrases(`
  policy, policies, approves, upstream, archive, headers, vulnerability report, logo,
  sponsor, foundation, rule, rules, allowed to, do we have to, do i have to, do i need, do
  we need, no license, without a license, copyleft, permissive, weak copyleft, strong
  copyleft, patent grant, attribution, source available, mean, means, meaning, definition,
  glossary, spdx, free software, proprietary license, open
  source, which licenses, which licences, allowed licenses, approved licenses, license list
`);

export const mixtureWords: readonly string[] = phrases(`
  compatible, compatibility, incompatible, combine, combines, combining, combined, mix,
  mixes, mixing, mixed, together, conflict, conflicts, relicense, relicensing, merge, merging, merged,
  go in, same jar, same binary, one binary, same file, same project, same repo, same
  program, same work, my app is, our app is, my project is, our project is, our code is,
  my code is, our product is, link against, links against
`);

/** Between two licenses these put one into the other; "and", "or" and "vs" only list them. */
export const putsInto: ReadonlySet<string> = new Set(
  'in into inside within w with from'.split(' '),
);

const pairs = new Set(
  [...topicWords.flatMap((entry) => entry.words), ...handbookWords, ...lastWords, ...mixtureWords]
    .map((phrase) => phrase.split(' '))
    .flatMap((words) => words.slice(1).map((word, at) => `${words[at]} ${word}`)),
);

/** "REQ-12" and "sign-off" are two words; `broadcast-channel` and other names stay whole. */
function wordsOf(sentence: string): readonly string[] {
  const whole = sentence
    .split(/\s+/)
    .map((token) => {
      const pieces = plainWords(token);
      const split =
        !token.includes('-') ||
        /^\d+$/.test(pieces.at(-1) ?? '') ||
        pairs.has(pieces.slice(0, 2).join(' '));
      return split ? token : pieces.join('.');
    })
    .join(' ');
  return plainWords(whole);
}
