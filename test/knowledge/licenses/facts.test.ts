import currentIds from 'spdx-license-ids/index.json' with { type: 'json' };
import spdxList from 'spdx-license-list';
import { describe, expect, it } from 'vitest';
import {
  type Disagreement,
  disagreementsAbout,
  factsVersion,
  LicenseFacts,
  licenseFacts,
  licenseIdsWithFacts,
} from '#knowledge/licenses/facts.ts';

const rows = licenseIdsWithFacts().map((id) => found(id));
const kindsOfCopy = ['UB', 'MB', 'US', 'MS'] as const;

function found(id: string): LicenseFacts {
  const facts = licenseFacts(id);
  if (!facts) throw new Error(`no facts about ${id}`);
  return facts;
}

function dutiesOf(facts: LicenseFacts): readonly string[] {
  return kindsOfCopy.flatMap((kind) => facts.duties[kind]);
}

function idsWhere(holds: (facts: LicenseFacts) => boolean): readonly string[] {
  return rows.filter(holds).map((facts) => facts.id);
}

describe('the table', () => {
  it('holds to its schema in every row', () => {
    const refused = rows.flatMap((row) => {
      const result = LicenseFacts.safeParse(row);
      return result.success ? [] : [`${row.id}: ${result.error.message}`];
    });

    expect(refused).toEqual([]);
  });

  it('names each license once', () => {
    const ids = licenseIdsWithFacts();

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('uses only current SPDX ids and LicenseRefs', () => {
    const known = new Set(currentIds);

    const strangers = licenseIdsWithFacts().filter(
      (id) => !known.has(id) && !/^LicenseRef-[A-Za-z0-9.-]+$/.test(id),
    );

    expect(strangers).toEqual([]);
  });

  it('places every license that the Open Source Initiative approved, and says so', () => {
    const approved = currentIds.filter((id) => spdxList[id]?.osiApproved);

    expect(idsWhere((facts) => facts.osiApproved).toSorted()).toEqual(approved.toSorted());
  });

  it('has a version for answers to carry', () => {
    expect(factsVersion).toMatch(/^\d{4}\.\d+$/);
  });
});

describe('the schema', () => {
  const mit = found('MIT');

  it.each([
    ['a category outside the list', { category: 'copyfree' }],
    ['a duty outside the list', { duties: { ...mit.duties, UB: ['buy-a-beer'] } }],
    ['a missing kind of copy', { duties: { UB: [], MB: [], US: [] } }],
    ['a network clause that holds at no known time', { networkTriggerWhen: 'sometimes' }],
    ['a review without a day', { reviewed: { by: 'Counsel', on: 'last week' } }],
    ['facts without a source', { sources: [] }],
    ['a misspelt field', { copyleftscope: 'none' }],
  ])('refuses %s', (_what, change) => {
    const result = LicenseFacts.safeParse({ ...mit, ...change });

    expect(result.success).toBe(false);
  });

  it('takes a row that counsel has signed', () => {
    const signed = { ...mit, reviewed: { by: 'Counsel', on: '2026-02-03' } };

    expect(LicenseFacts.parse(signed).reviewed).toEqual({ by: 'Counsel', on: '2026-02-03' });
  });
});

describe('looking up', () => {
  it('finds a license by its exact id', () => {
    const facts = licenseFacts('BSD-3-Clause');

    expect(facts?.category).toBe('permissive');
    expect(facts?.duties.UB).toEqual([
      'include-license-text',
      'keep-copyright-notices',
      'no-endorsement',
    ]);
  });

  it.each(['mit', 'GPL-2.0', 'LicenseRef-Acme', '', '__proto__', 'constructor'])(
    'knows nothing about %j',
    (id) => {
      expect(licenseFacts(id)).toBeUndefined();
    },
  );

  it('does not confuse the Boost license with the Business Source License', () => {
    const boost = found('BSL-1.0');
    const businessSource = found('BUSL-1.1');

    expect([boost.category, businessSource.category]).toEqual(['permissive', 'source-available']);
  });
});

describe('categories and clauses fit together', () => {
  it('lets a permissive license reach nothing beyond its own code, but for MS-PL in source', () => {
    const reaching = idsWhere(
      (facts) => facts.category === 'permissive' && facts.copyleftScope !== 'none',
    );

    expect(reaching).toEqual(['MS-PL']);
  });

  it('gives every copyleft license a reach', () => {
    const reachless = idsWhere(
      (facts) => facts.category.endsWith('-copyleft') && facts.copyleftScope === 'none',
    );

    expect(reachless).toEqual([]);
  });

  it('says when the network clause of a network copyleft holds', () => {
    const silent = idsWhere(
      (facts) => facts.category === 'network-copyleft' && facts.networkTriggerWhen === null,
    );

    expect(silent).toEqual([]);
  });

  it('asks for source from network users exactly where a network clause holds', () => {
    const withClause = idsWhere(
      (facts) =>
        (facts.networkTriggerWhen === 'any' || facts.networkTriggerWhen === 'modified') &&
        facts.networkDuty !== 'notices-only',
    );

    expect(idsWhere((facts) => dutiesOf(facts).includes('source-to-network-users'))).toEqual(
      withClause,
    );
  });

  it('asks nothing of those who use the public domain', () => {
    const asking = idsWhere(
      (facts) => facts.category === 'public-domain' && dutiesOf(facts).length > 0,
    );

    expect(asking).toEqual([]);
  });

  it('asks for source with changed binaries under strong and network copyleft', () => {
    const withoutSource = idsWhere(
      (facts) =>
        (facts.category === 'strong-copyleft' || facts.category === 'network-copyleft') &&
        !facts.duties.MB.includes('provide-source'),
    );

    expect(withoutSource).toEqual([]);
  });

  it('forbids commercial use wherever the category says non-commercial', () => {
    const allowing = idsWhere(
      (facts) =>
        facts.category === 'non-commercial' && !facts.duties.UB.includes('no-commercial-use'),
    );

    expect(allowing).toEqual([]);
  });

  it('forbids passing on changes under every no-derivatives license', () => {
    const withoutDerivatives = idsWhere((facts) => /^CC-BY-(NC-)?ND-/.test(facts.id));

    expect(idsWhere((facts) => dutiesOf(facts).includes('no-sharing-of-modified'))).toEqual(
      withoutDerivatives,
    );
  });

  it('counts nothing as OSI approved that limits who may use it', () => {
    const open = /^(public-domain|permissive|(weak|strong|network)-copyleft)$/;

    const contradictions = idsWhere((facts) => facts.osiApproved && !open.test(facts.category));

    expect(contradictions).toEqual([]);
  });

  it('lists no duty twice for one kind of copy', () => {
    const repeating = idsWhere((facts) =>
      kindsOfCopy.some((kind) => new Set(facts.duties[kind]).size !== facts.duties[kind].length),
    );

    expect(repeating).toEqual([]);
  });

  it("asks at least as much for a changed copy as for an unchanged one, but for Apple's AML", () => {
    const lighter = idsWhere(
      (facts) =>
        !facts.duties.MB.includes('no-sharing-of-modified') &&
        (facts.duties.UB.some((duty) => !facts.duties.MB.includes(duty)) ||
          facts.duties.US.some((duty) => !facts.duties.MS.includes(duty))),
    );

    expect(lighter).toEqual(['AML']);
  });
});

describe('versions of one license agree', () => {
  const laterIds = licenseIdsWithFacts().filter((id) => id.endsWith('-or-later'));

  it.each(laterIds)('%s differs from its -only twin by a flag', (laterId) => {
    const later = found(laterId);
    const only = found(laterId.replace(/-or-later$/, '-only'));

    expect(later.flags).toContain('or-later');
    expect(essence(later)).toEqual(essence(only));
  });

  it('has both twins of every license that comes as -only or -or-later', () => {
    const onlyIds = licenseIdsWithFacts().filter((id) => id.endsWith('-only'));

    expect(laterIds.map((id) => id.replace(/-or-later$/, '-only'))).toEqual(onlyIds);
  });

  it('places the ports and versions of a Creative Commons license alike', () => {
    const categories = new Map<string, Set<string>>();
    for (const facts of rows.filter((row) => row.id.startsWith('CC-BY'))) {
      const terms = facts.id.replace(/-\d.*$/, '');
      categories.set(terms, (categories.get(terms) ?? new Set()).add(facts.category));
    }

    expect(
      Object.fromEntries([...categories].map(([terms, found]) => [terms, [...found]])),
    ).toEqual({
      'CC-BY': ['permissive'],
      'CC-BY-NC': ['non-commercial'],
      'CC-BY-NC-ND': ['non-commercial'],
      'CC-BY-NC-SA': ['non-commercial'],
      'CC-BY-ND': ['no-derivatives'],
      'CC-BY-SA': ['weak-copyleft'],
    });
  });

  function essence(facts: LicenseFacts): object {
    const { id: _id, flags, summary: _summary, sources: _sources, ...rest } = facts;
    return { ...rest, flags: flags.filter((flag) => flag !== 'or-later') };
  }
});

describe('where sources disagree', () => {
  it('tells what the other source says', () => {
    const aboutReciprocal = disagreementsAbout('MS-RL');
    const aboutUnlicense = disagreementsAbout('Unlicense');

    expect(aboutReciprocal).toEqual([]);
    expect(aboutUnlicense).toMatchObject([
      { fact: 'osiApproved', table: true, source: 'spdx-osi@3.0.0', value: false },
    ]);
  });

  it('quotes the table as it is', () => {
    const quotes = rows
      .flatMap((row) => disagreementsAbout(row.id).map((said) => ({ row, said })))
      .flatMap(({ row, said }) => {
        const now = quoted(row, said);
        return now === undefined || now === said.table ? [] : [`${row.id} ${said.fact}`];
      });

    expect(quotes).toEqual([]);
  });

  it('never disagrees with itself', () => {
    const empty = rows
      .flatMap((row) => disagreementsAbout(row.id))
      .filter((said) => said.table === said.value);

    expect(empty).toEqual([]);
  });

  /** What the table says now, for facts that can be read off a row; other facts are wordings of the source. */
  function quoted(row: LicenseFacts, said: Disagreement): string | boolean | undefined {
    if (said.fact === 'copyleft') return row.copyleftScope !== 'none';
    if (said.fact === 'osiApproved') return row.osiApproved;
    if (said.fact === 'category') return row.category;
    return said.fact === 'copyleftScope' ? row.copyleftScope : undefined;
  }
});
