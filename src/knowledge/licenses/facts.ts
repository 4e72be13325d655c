import { z } from 'zod';
import disagreementTable from './disagreements.json' with { type: 'json' };
import { Duty } from './duties.ts';
import licenseTable from './facts.json' with { type: 'json' };

/** What a license is, in one word. What is not here is refused; a license without a row is unknown. */
export const LicenseCategory = z.enum([
  'public-domain',
  'permissive',
  'weak-copyleft',
  'strong-copyleft',
  'network-copyleft',
  'source-available',
  'non-commercial',
  'no-derivatives',
  'use-restricted',
  'proprietary',
  'unknown',
]);
export type LicenseCategory = z.infer<typeof LicenseCategory>;

const Duties = z.array(Duty).readonly();

/** One row of the table: facts, no judgement, and no advice of a lawyer until `reviewed` names one. */
export const LicenseFacts = z
  .strictObject({
    /** SPDX id or `LicenseRef-…`, in the list's casing. */
    id: z.string().regex(/^[A-Za-z0-9.-]+$/),
    /** Only where the SPDX list has none: for ids of our own. */
    name: z.string().min(1).exactOptional(),
    category: LicenseCategory,
    /** How far the license reaches when the software is changed or built upon. */
    copyleftScope: z.enum(['none', 'file', 'library', 'work', 'network']),
    /** Patent rights that the recipient gets. */
    patent: z.enum(['none', 'implied', 'express', 'disclaimed']),
    /** What a recipient loses by a patent suit about the software. */
    patentRetaliation: z.enum(['none', 'patent-license', 'whole-license']),
    /** When use over a network counts like passing on; null where it does not. */
    networkTriggerWhen: z.enum(['any', 'modified', 'offered-as-service']).nullable(),
    /** The network clause asks for notices, not for source. */
    networkDuty: z.literal('notices-only').exactOptional(),
    /** Patent rights that we grant, and by which act. */
    outboundPatentGrant: z.enum([
      'none-express',
      'on-contribution',
      'on-distributing-own-modifications',
    ]),
    osiApproved: z.boolean(),
    /** The Free Software Foundation's view; null when it has published none that we know. */
    fsfFree: z.boolean().nullable(),
    /** By what is passed on: an unmodified or modified binary (UB, MB), unmodified or modified source (US, MS). */
    duties: z.strictObject({ UB: Duties, MB: Duties, US: Duties, MS: Duties }).readonly(),
    /** Further facts by short name, such as `gpl-incompatible`, `or-later`, `commercial-indemnity`, `content`. */
    flags: z.array(z.string().min(1)).readonly(),
    /** One plain sentence of ours. */
    summary: z.string().min(1).exactOptional(),
    /** Where the facts were read or compared. */
    sources: z.array(z.string().min(1)).min(1).readonly(),
    /** Counsel who signed the row; until then it comes from public sources. */
    reviewed: z
      .strictObject({ by: z.string().min(1), on: z.iso.date() })
      .readonly()
      .nullable(),
  })
  .readonly();
export type LicenseFacts = z.infer<typeof LicenseFacts>;

/** A source that says otherwise than the table about one fact. */
export const Disagreement = z
  .strictObject({
    id: z.string(),
    fact: z.string(),
    table: z.union([z.boolean(), z.string()]),
    source: z.string(),
    value: z.union([z.boolean(), z.string()]),
  })
  .readonly();
export type Disagreement = z.infer<typeof Disagreement>;

// What verdicts hang on is checked at every start, and a category outside the list stops it. A test reads every row through
// LicenseFacts; doing that here as well added 30 to 50 ms to each start, most of it garbage.
z.array(LicenseCategory).parse(licenseTable.licenses.map((row) => row.category));

// The cast: TypeScript reads the words of a JSON file as `string`; that test says that they are the schema's.
const rows = licenseTable.licenses as unknown as readonly LicenseFacts[];
const rowById: ReadonlyMap<string, LicenseFacts> = new Map(rows.map((row) => [row.id, row]));
const ids: readonly string[] = rows.map((row) => row.id);
const disagreements: readonly Disagreement[] = z.array(Disagreement).parse(disagreementTable);

/** Version of the table; an answer carries it, so that people can be told when a later one differs. */
export const factsVersion: string = licenseTable.version;

/** @param id canonical SPDX id or `LicenseRef-…`, exact casing. Nothing when the table has no row: unknown, never guessed. */
export function licenseFacts(id: string): LicenseFacts | undefined {
  return rowById.get(id);
}

export function licenseIdsWithFacts(): readonly string[] {
  return ids;
}

export function disagreementsAbout(id: string): readonly Disagreement[] {
  return disagreements.filter((disagreement) => disagreement.id === id);
}
