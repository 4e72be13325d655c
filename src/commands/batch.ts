import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { understandLine } from '#commands/batch/understand.ts';
import type { Config } from '#config.ts';
import { StewardError } from '#foundation/kernel/errors.ts';
import { licenseIdsIn } from '#knowledge/licenses/expression.ts';
import { licenseFacts } from '#knowledge/licenses/facts.ts';
import { type LicenseFinding, normalizeLicense } from '#knowledge/licenses/normalize.ts';
import { publishedLicense } from '#knowledge/packages/published-license.ts';
import { packageName, printPurl } from '#knowledge/packages/purl.ts';
import { readPackages } from '#knowledge/packages/read-packages.ts';
import { assumeUse } from '#knowledge/policy/assume-use.ts';
import { evaluate } from '#knowledge/policy/evaluate.ts';
import {
  handbookFolder,
  loadOffice,
  profileFile,
  profiles,
} from '#knowledge/policy/file/load-office.ts';
import { loadPolicy } from '#knowledge/policy/file/load-policy.ts';
import type { Policy } from '#knowledge/policy/file/policy-file.ts';
import { subjectOf } from '#knowledge/policy/license-subject.ts';
import { evaluateLists } from '#knowledge/policy/list-policy.ts';
import { PartialUse, UseKind } from '#knowledge/policy/use.ts';

/** One line in, one line out; needs no database and no network. */
type Operation = (request: unknown, policy: Policy) => Readonly<Record<string, unknown>>;

const operations: Readonly<Record<string, Operation>> = {
  verdict,
  understand: understandLine,
  'license.normalize': normalize,
  'package.license': packageLicense,
  'package.parse': packageParse,
};

// Known to the protocol; their rooms do not exist yet.
const later = new Set(['license.identify', 'license.compatible', 'sbom.read']);

const Line = z.looseObject({ id: z.union([z.string(), z.number()]), do: z.string() });

/** Longer lines are refused unread: nothing that the protocol asks needs more. */
const MAX_LINE = 4_000_000;

/** What the command line says to answer by; else it is the office. */
export interface BatchOptions {
  /** A shipped profile or a policy file. */
  readonly policy: string | undefined;
  /** A folder. */
  readonly handbook: string | undefined;
}

/**
 * `batch`: answers standard input by a policy and a handbook.
 * @throws StewardError `misconfigured` when the policy is not right
 */
export async function runBatch(
  input: Readable,
  output: Writable,
  { policy, handbook }: BatchOptions,
  config: Config,
): Promise<void> {
  const profile = profiles.find((name) => name === policy);
  const loaded =
    policy === undefined
      ? await loadOffice(config.officeFolder)
      : await loadPolicy(profile ? profileFile(profile) : policy);
  await batch(input, output, loaded.policy, handbook ?? handbookFolder(config.officeFolder));
}

/** Answers every line in order; a line that fails gets an error and the rest goes on. */
export async function batch(
  input: Readable,
  output: Writable,
  policy: Policy,
  handbook?: string,
): Promise<void> {
  let search: Search | undefined;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    // The handbook takes longer to read than all else together, and few runs search it.
    if (!search && handbook !== undefined && line.includes('"search"')) {
      const { openSearch } = await import('#commands/batch/search.ts');
      // Without a handbook only the lines that search it fail.
      search = await openSearch(handbook).catch((cause: unknown) => () => {
        throw cause;
      });
    }
    if (!output.write(`${JSON.stringify(answerLine(line, policy, search))}\n`)) {
      await new Promise((resolve) => output.once('drain', resolve));
    }
  }
}

type Search = (request: unknown) => Readonly<Record<string, unknown>>;

/** The answer to one line. */
export function answerLine(
  line: string,
  policy: Policy,
  search?: Search,
): Readonly<Record<string, unknown>> {
  let id: unknown = null;
  try {
    const json: unknown = line.length > MAX_LINE ? undefined : JSON.parse(line);
    const request = Line.parse(json);
    id = request.id;
    const operation = Object.hasOwn(operations, request.do) ? operations[request.do] : undefined;
    if (operation) return { id, ...operation(json, policy) };
    if (request.do === 'search') {
      return search
        ? { id, ...search(json) }
        : failure(id, 'unavailable', 'no handbook was opened to search in');
    }
    return later.has(request.do)
      ? failure(id, 'unavailable', `${request.do} is not answered by this version`)
      : failure(id, 'invalid-input', 'unknown operation');
  } catch (cause) {
    if (cause instanceof StewardError) return failure(id, cause.code, cause.advice);
    if (cause instanceof z.ZodError) return failure(id, 'invalid-input', z.prettifyError(cause));
    if (cause instanceof SyntaxError) return failure(id, 'invalid-input', 'not a JSON object');
    return failure(id, 'bug', cause instanceof Error ? cause.message : 'unknown');
  }
}

const VerdictRequest = z.object({
  expression: z.unknown(),
  context: PartialUse.extend({ use: UseKind }).optional(),
  policy: z
    .object({ allowed: z.array(z.string()).default([]), denied: z.array(z.string()).default([]) })
    .optional(),
});

function verdict(request: unknown, policy: Policy): Readonly<Record<string, unknown>> {
  const { expression, context, policy: lists } = VerdictRequest.parse(request);
  const subject = subjectOf(normalizeLicense(expression));
  if (lists) return { verdict: evaluateLists(subject, lists), obligations: [] };
  if (!context) {
    throw new StewardError('invalid-input', 'verdict without context', {
      advice: 'a verdict needs context.use, or a list policy',
    });
  }
  const judgement = evaluate({ subject, use: assumeUse(context).use }, policy, new Date(0));
  return {
    verdict: judgement.verdict,
    obligations: judgement.obligations,
    reasons: judgement.reasons,
    reviewers: judgement.reviewers,
    policyVersion: judgement.policyVersion,
  };
}

const NormalizeRequest = z.object({ expression: z.unknown() });

function normalize(request: unknown): Readonly<Record<string, unknown>> {
  const finding = normalizeLicense(NormalizeRequest.parse(request).expression);
  return {
    class: finding.class,
    ...(finding.normalized === undefined ? {} : { normalized: finding.normalized }),
    reason: finding.reason,
  };
}

const PackageRequest = z.object({
  published: z.looseObject({ license: z.unknown().optional(), licenses: z.unknown().optional() }),
});

function packageLicense(request: unknown): Readonly<Record<string, unknown>> {
  const finding = publishedLicense(PackageRequest.parse(request).published);
  return {
    status: statusOf(finding),
    spdx: finding.normalized ?? null,
    needsReview: needsReview(finding),
  };
}

const ParseRequest = z.object({ text: z.string() });

/** Which packages a text names. Several readings of the same words, or words that may be none, are ambiguous. */
function packageParse(request: unknown): Readonly<Record<string, unknown>> {
  const { kind, packages } = readPackages(ParseRequest.parse(request).text);
  const requirement = Object.fromEntries(
    packages.flatMap((mention) =>
      mention.requirement === undefined ? [] : [[packageName(mention.purl), mention.requirement]],
    ),
  );
  return {
    purls: packages.map((mention) => printPurl(mention.purl)),
    ambiguous: kind === 'word',
    none: packages.length === 0,
    ...(Object.keys(requirement).length > 0 ? { requirement } : {}),
  };
}

/** The words that package tools use for the classes of a published field. */
function statusOf(finding: LicenseFinding): string {
  switch (finding.class) {
    case 'ok':
      return usesReplacedId(finding) ? 'normalized' : 'valid';
    case 'corrected':
      return 'normalized';
    case 'ambiguous':
      return 'ambiguous';
    case 'see-file':
      return 'see-file';
    case 'missing':
      return 'none';
    case 'proprietary':
      return finding.published.trim().toUpperCase() === 'UNLICENSED' ? 'unlicensed' : 'custom';
    case 'url':
    case 'unknown':
    case 'error':
      return 'custom';
  }
}

/** Valid as written, but the canonical form differs by more than parentheses: a deprecated id was replaced. */
function usesReplacedId(finding: LicenseFinding): boolean {
  const bare = (text: string): string => text.replace(/[()\s]/g, '').toLowerCase();
  return bare(finding.published) !== bare(finding.normalized ?? '');
}

/** No certain expression, or a license that is source-available, or that nobody has placed. */
function needsReview(finding: LicenseFinding): boolean {
  if (!finding.expression) return true;
  return licenseIdsIn(finding.expression).some((id) => {
    const category = licenseFacts(id)?.category ?? 'unknown';
    return category === 'source-available' || category === 'unknown' || category === 'proprietary';
  });
}

function failure(id: unknown, code: string, message: string): Readonly<Record<string, unknown>> {
  return { id, error: { code, message } };
}
