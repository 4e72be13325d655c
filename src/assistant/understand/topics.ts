import { phrases } from '#assistant/understand/words.ts';
import type { Topic } from '#foundation/people/contacts.ts';

/**
 * Words that show a wish which Steward does not serve itself yet. Matched whole, in lower case, hyphens read as blanks;
 * the first topic with a match is taken.
 */
export const topicWords: readonly { readonly topic: Topic; readonly words: readonly string[] }[] = [
  {
    topic: 'review-queue',
    words: phrases(`
      review queue, my reviews, to review, waiting for my approval, in my inbox to
      approve, pending approvals, my approvals, waiting for me, on my desk
    `),
  },
  {
    topic: 'requests',
    words: phrases(`
      my requests, my request, my open tickets, my tickets, everything i submitted, i
      submitted, anything pending, request approval, request a, start a request, open a
      request, file a request, use form, use request, contribution request, contribute
      form, contribution form, release request, release form, release wizard, start the,
      open the, get approved yet, status of, req, ask for an exception, request an
      exception, ask for a cla, withdraw, approve for
    `),
  },
  {
    topic: 'broadcasts',
    words: phrases(`
      broadcast, announce, announcement, send to everyone, tell everyone, notify everyone,
      notify all
    `),
  },
  {
    topic: 'figures',
    words: phrases(`
      metrics, figures, statistics, stats, approval time, how many requests, how many
      approvals, dashboard, monthly report, quarterly report, kpi, kpis
    `),
  },
  {
    topic: 'training',
    words: phrases(`
      training, trainings, course, courses, quiz, certificate, learn about open source,
      onboarding
    `),
  },
  {
    topic: 'component-lists',
    words: phrases(`
      sbom, sboms, cyclonedx, spdx file, lock file, lockfile, package lock, bill of
      materials, dependency list, requirements.txt, pom.xml, yarn.lock, cargo.lock, go.sum
    `),
  },
  {
    topic: 'license-texts',
    words: phrases(`
      which license is this, what license is this, identify this license, identify the
      license, identify this text, recognise this license, recognize this license, license
      text below
    `),
  },
  {
    topic: 'compatibility',
    words: phrases(`
      compatible, compatibility, incompatible, combine, combining, combined, mix, mixing,
      together, conflict, conflicts, relicense, merge into, go in
    `),
  },
  {
    topic: 'handbook',
    words: phrases(`
      policy, cla, dco, sign off, signs off, who signs, can sign, who approves, approves,
      who decides, contributor agreement, contribute, contributing, contribution, pull
      request, a pr, prs, upstream, release our, releasing, open source our, publish our,
      archive, own project, side project, personal github, personal account, copyright
      header, headers, who owns, how long does, vulnerability report, contractors, at
      night, spare time, stack overflow, copilot, ai generated, chatgpt, trademark, logo,
      donate, sponsor, foundation, rule, rules, allowed to, do we have to, do i need,
      notices page, give credits, no license
    `),
  },
];
