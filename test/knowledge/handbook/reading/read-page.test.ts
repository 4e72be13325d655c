import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPage } from '#knowledge/handbook/reading/read-page.ts';
import { headingOf } from '#knowledge/handbook/section.ts';

function read(text: string) {
  return readPage('rules.md', text);
}

function headings(text: string): readonly string[] {
  return read(text).sections.map(headingOf);
}

function blocks(text: string): readonly string[] {
  return read(text).sections.flatMap((section) => section.blocks);
}

describe('a page', () => {
  it('has a section for each heading, named by those above it', () => {
    expect(headings('# A\n\n## B\n\n#### C\n\n## D\n\nE\n=\n')).toEqual([
      'A',
      'A > B',
      'A > B > C',
      'A > D',
      'E',
    ]);
  });

  it.each([
    ['# **Who** `signs` [a CLA](https://x.example)?', 'Who signs a CLA?'],
    ['# R&amp;D &#x26; co', 'R&D & co'],
    ['# a <b>bold</b> <script>x</script> one', 'a bold x one'],
    ['# ![our *logo*](x.png) rules #', 'our logo rules'],
    ['#', ''],
  ])('reads %j as people read it', (text, heading) => {
    expect(headings(text)).toEqual([heading]);
  });

  it('keeps headings of one name apart by their order', () => {
    const { sections } = read('# A\n\none\n\n# A\n\ntwo\n');

    expect(sections.map(({ path, blocks: [block] }) => [path, block])).toEqual([
      [['A'], 'one'],
      [['A'], 'two'],
    ]);
  });

  it('that has no headings is one section with the name of the file', () => {
    expect(read('one\n\ntwo\n').sections).toMatchObject([
      { path: ['rules.md'], blocks: ['one', 'two'] },
    ]);
  });

  it('that has headings only has sections without text', () => {
    expect(read('# A\n## B\n').sections.map((section) => section.blocks)).toEqual([[], []]);
  });

  it('that says nothing has no section', () => {
    expect(read('')).toEqual({ sections: [], faults: [] });
    expect(read('\ufeff\n \n').sections).toEqual([]);
  });

  it('is read paragraph by paragraph, entry by entry and row by row', () => {
    const text = [
      '# A',
      'one\nline',
      '- two **bold**\n  - three\n- [ ] four',
      '| use | verdict |\n|---|---|\n| shipped | *ask* |\n| | yes |',
      '> five',
      '```sh\nnpm ci\nnpm test\n```',
      '1. six',
    ].join('\n\n');

    expect(blocks(text)).toEqual([
      'one line',
      'two bold',
      'three',
      '[ ] four',
      'use · verdict',
      'shipped · ask',
      'yes',
      'five',
      'npm ci\nnpm test',
      'six',
    ]);
  });

  it('never shows markup or scripts', () => {
    const text =
      '# A\n\n<script>alert(1)</script>\n\n<!-- a note -->\n\nwe <b onclick="x()">say</b> so\n\n<div>\nhidden\n</div>\n\nthe end';

    expect(blocks(text)).toEqual(['we say so', 'the end']);
  });

  it('has some sections of any text, and words that a database takes', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '# ',
        '## ',
        '---\n',
        '\n',
        '- ',
        '> ',
        '| a | b |\n|-|-|\n',
        '`',
        '<b>',
        '</b>',
        '[x](y)',
        '\ud800',
        '&#0;',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const { sections } = read(pieces.join(''));
        for (const { path, blocks: texts } of sections) {
          expect([...path, ...texts].every((text) => text.isWellFormed())).toBe(true);
        }
      }),
    );
  });

  it.each([
    ['quotes', '>'.repeat(200_000)],
    ['lists', `${'- '.repeat(2000)}\n`.repeat(50)],
    ['brackets', '['.repeat(200_000)],
    ['stars', '*a '.repeat(100_000)],
    ['marks of code', '`'.repeat(200_000)],
    ['comments', '<!--'.repeat(50_000)],
    ['pictures', '![a]('.repeat(50_000)],
  ])('ends with however many %s', (_what, text) => {
    expect(read(text).faults).toEqual([]);
  });

  it('with too many headings is cut, and says so', () => {
    const { sections, faults } = read('# A\n'.repeat(2500));

    expect(sections).toHaveLength(2000);
    expect(faults).toMatchObject([{ file: 'rules.md', problem: expect.stringContaining('2000') }]);
  });
});

describe('what a page says about itself', () => {
  it('holds for all its sections', () => {
    const matter =
      '---\nowner: Legal\nversion: 2026.1\neffective: 2026-01-31\naudience: everybody\nsynonyms: [moonlighting, side job]\nlanguage: de\nlink: https://example.com/h\ntitle: of another tool\n---\n';

    const { sections, faults } = read(`${matter}# A\n\nx\n\n# B\n`);

    expect(faults).toEqual([]);
    const page = {
      file: 'rules.md',
      owner: 'Legal',
      version: '2026.1',
      effective: '2026-01-31',
      audience: 'everybody',
      synonyms: ['moonlighting', 'side job'],
      language: 'de',
      link: 'https://example.com/h',
    };
    expect(sections.map((section) => section.page)).toEqual([page, page]);
  });

  it.each([
    ['effective: soon', 'effective: expected a day such as 2026-01-31'],
    ['language: German', 'language: expected two letters such as en or de'],
    ['link: javascript:alert(1)', 'link: expected an address that begins with https://'],
  ])('is left out where it is wrong, with its line: %s', (wrong, problem) => {
    const { sections, faults } = read(`---\nowner: Legal\n${wrong}\n---\n# A\n`);

    expect(faults).toEqual([{ file: 'rules.md', line: 3, problem }]);
    expect(sections[0]?.page).toMatchObject({ owner: 'Legal', language: 'en' });
  });

  it.each([
    ['is no YAML', '---\nowner: [Legal\n---\n# A\n\nx'],
    ['is no list of names', '---\n- a\n- b\n---\n# A\n\nx'],
    ['repeats itself by reference', '---\nowner: &a x\naudience: *a\n---\n# A\n\nx'],
    ['is very long', `---\nowner: ${'x'.repeat(1_000_000)}\n---\n# A\n\nx`],
    ['nests without end', `---\nowner: ${'['.repeat(5000)}\n---\n# A\n\nx`],
  ])('is left out with a fault when it %s', (_what, text) => {
    const { sections, faults } = read(text);

    expect(faults.length).toBeGreaterThan(0);
    expect(faults.every(({ file, line }) => file === 'rules.md' && line !== undefined)).toBe(true);
    expect(sections.at(-1)).toMatchObject({ path: ['A'], blocks: ['x'], page: { synonyms: [] } });
  });

  it('is not looked for where the lines never end, or stand further down', () => {
    expect(headings('---\n\n# A\n')).toEqual(['A']);
    expect(read('# A\n\n---\nowner: x\n---\n').sections[0]?.page.owner).toBeUndefined();
  });
});
