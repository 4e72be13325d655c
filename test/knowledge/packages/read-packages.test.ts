import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printPurl } from '#knowledge/packages/purl.ts';
import { type PackageReading, readPackages } from '#knowledge/packages/read-packages.ts';

/** Purls with their requirement behind a blank, in the order given. */
function named(reading: PackageReading): readonly string[] {
  return reading.packages.map(({ purl, requirement }) =>
    requirement === undefined ? printPurl(purl) : `${printPurl(purl)} ${requirement}`,
  );
}

describe('what names a package clearly', () => {
  it.each([
    ['chalk@5.3.0', ['pkg:npm/chalk@5.3.0']],
    [
      '@babel/core@7.24.0 and @babel/parser',
      ['pkg:npm/%40babel/core@7.24.0', 'pkg:npm/%40babel/parser'],
    ],
    ['koa@^2.15', ['pkg:npm/koa ^2.15']],
    ['koa@next, please', ['pkg:npm/koa next']],
    ['is pkg:npm/JSONStream@1.3.5 fine?', ['pkg:npm/JSONStream@1.3.5']],
    ['pkg:npm/koa@2', ['pkg:npm/koa 2']],
    ['npm:koa', ['pkg:npm/koa']],
    ['may we ship npm:@scope/tool. And npm:ws?', ['pkg:npm/%40scope/tool', 'pkg:npm/ws']],
    ['npm install koa ws@8 -D --save-exact', ['pkg:npm/koa', 'pkg:npm/ws 8']],
    ['npm i -g typescript ok?', ['pkg:npm/typescript']],
    ['npm i koa --registry http://10.0.0.1 ws', ['pkg:npm/koa', 'pkg:npm/ws']],
    ['pnpm add `fastify` && pnpm build', ['pkg:npm/fastify']],
    ['yarn add web@npm:fastify@4.0.0', ['pkg:npm/fastify@4.0.0']],
    ['npx cowsay hello', ['pkg:npm/cowsay', 'pkg:npm/hello']],
    ['"ws": "~8.1.0",\n"koa": "2.15.0"', ['pkg:npm/ws ~8.1.0', 'pkg:npm/koa@2.15.0']],
    ['"old": "npm:koa@1.0.0"', ['pkg:npm/koa@1.0.0']],
    [`import pad from 'left-pad'`, ['pkg:npm/left-pad']],
    [`const x = require("@scope/tool/lib/x.js")`, ['pkg:npm/%40scope/tool']],
    [`export * from 'date-fns/locale'`, ['pkg:npm/date-fns']],
    ['await import("npm:chalk@5.0.0")', ['pkg:npm/chalk@5.0.0']],
    ['https://www.npmjs.com/package/@scope/tool/v/1.2.3', ['pkg:npm/%40scope/tool@1.2.3']],
    ['(see npmjs.com/package/%40scope%2Ftool).', ['pkg:npm/%40scope/tool']],
    ['http://npmjs.org/package/ws?activeTab=code', ['pkg:npm/ws']],
    ['npm i expressjs/express', ['pkg:github/expressjs/express']],
    ['https://github.com/koajs/koa/issues/1', ['pkg:github/koajs/koa']],
    ['git@github.com:koajs/koa.git', ['pkg:github/koajs/koa']],
    ['https://github.com/koajs/koa/releases/tag/v2.0.0', ['pkg:github/koajs/koa@v2.0.0']],
    ['https://gitlab.com/group/sub/project/-/tree/main', ['pkg:gitlab/group/sub/project']],
  ])('%s', (text, expected) => {
    const reading = readPackages(text);

    expect(reading.kind).toBe('clear');
    expect(named(reading)).toEqual(expected);
  });

  it('says where it stood', () => {
    const text = 'may we use ws@8.0.0 now';

    const [mention] = readPackages(text).packages;

    expect(text.slice(mention?.start, mention?.end)).toBe('ws@8.0.0');
  });

  it('calls a repository a repository', () => {
    const reading = readPackages('https://github.com/koajs/koa');

    expect(reading.packages[0]?.as).toBe('repository');
  });
});

describe('what names no package', () => {
  it.each([
    `import { readFile } from 'node:fs/promises'`,
    `import fs from 'fs'`,
    `const own = require('./own')`,
    `import x from '@/components/x'`,
    '{"name": "shop", "version": "1.0.0", "license": "MIT"}',
    'mail me@example.com about it',
    'ask @alice',
    'may we link GPL code into our plugin?',
    'is LGPL-2.1-or-later fine for a mobile app',
    'what must we do for three clause bsd in our firmware',
    'where is REQ-7 now',
    'check our package-lock.json',
    'how many requests came in',
    'who approves this',
    'can we use the next version',
    'hello there',
    '',
    '🙂',
  ])('%s', (text) => {
    const reading = readPackages(text);

    expect(reading).toEqual({ kind: 'none', packages: [], refused: [] });
  });
});

describe('words in a sentence', () => {
  it.each([
    ['can i use left-pad?', ['pkg:npm/left-pad']],
    ['which license does right-pad come under', ['pkg:npm/right-pad']],
    ['is `express` ok for our app', ['pkg:npm/express']],
    ['Can we use React 18.2.0?', ['pkg:npm/react@18.2.0']],
    ['luxon vs moment', ['pkg:npm/luxon', 'pkg:npm/moment']],
    ['can we use recat-router', ['pkg:npm/recat-router']],
    ['is expres fine', ['pkg:npm/expres']],
    ['koa 2', ['pkg:npm/koa 2']],
    ['we need react native', ['pkg:npm/react-native']],
    ['can we use next in the shop', ['pkg:npm/next']],
    ['can we use vue.js', ['pkg:npm/vue']],
    ['use JSONStream', ['pkg:npm/JSONStream']],
    ['use jsonstream', ['pkg:npm/jsonstream']],
    ['may we use requests in the crawler?', ['pkg:pypi/requests', 'pkg:npm/requests']],
  ])('%s', (text, expected) => {
    const reading = readPackages(text);

    expect(reading.kind).toBe('word');
    expect(named(reading)).toEqual(expected);
  });

  it('offer the product and its client libraries where both may be meant', () => {
    const reading = readPackages('can we use redis');

    expect(reading.kind).toBe('word');
    expect(reading.packages[0]?.as).toBe('product');
    expect(named(reading).slice(0, 3)).toEqual([
      'pkg:github/redis/redis',
      'pkg:npm/redis',
      'pkg:pypi/redis',
    ]);
    expect(new Set(reading.packages.map(({ start }) => start)).size).toBe(1);
  });

  it('leave no doubt when the ecosystem is named with them', () => {
    const reading = readPackages('is the python package Flask_Login okay');

    expect(reading).toMatchObject({ kind: 'clear', otherEcosystem: 'pypi' });
    expect(named(reading)).toEqual(['pkg:pypi/flask-login']);
  });
});

describe('other ecosystems', () => {
  it.each([
    [
      'pip install flask==3.0.0 "httpx>=0.27"',
      'pypi',
      ['pkg:pypi/flask@3.0.0', 'pkg:pypi/httpx >=0.27'],
    ],
    ['pip install -r requirements.txt flask', 'pypi', ['pkg:pypi/flask']],
    ['httpx>=0.27,<1', 'pypi', ['pkg:pypi/httpx >=0.27,<1']],
    ['from sklearn.svm import SVC', 'pypi', ['pkg:pypi/scikit-learn']],
    ['https://pypi.org/project/flask/3.0.0/', 'pypi', ['pkg:pypi/flask@3.0.0']],
    ['org.slf4j:slf4j-api:2.0.9', 'maven', ['pkg:maven/org.slf4j/slf4j-api@2.0.9']],
    ['org.slf4j:slf4j-api:jar:2.0.9:compile', 'maven', ['pkg:maven/org.slf4j/slf4j-api@2.0.9']],
    [
      '<groupId>org.slf4j</groupId> <artifactId>slf4j-api</artifactId>',
      'maven',
      ['pkg:maven/org.slf4j/slf4j-api'],
    ],
    [
      'go get github.com/rs/zerolog@v1.30.0',
      'golang',
      ['pkg:golang/github.com/rs/zerolog@v1.30.0'],
    ],
    ['github.com/rs/zerolog v1.30.0', 'golang', ['pkg:golang/github.com/rs/zerolog@v1.30.0']],
    ['cargo add tokio@1.35', 'cargo', ['pkg:cargo/tokio 1.35']],
    ['anyhow = "1.0"', 'cargo', ['pkg:cargo/anyhow 1.0']],
    ['dotnet add package Dapper --version 2.1.0', 'nuget', ['pkg:nuget/Dapper@2.1.0']],
    ['gem install puma -v 6.0.0', 'gem', ['pkg:gem/puma@6.0.0']],
    [`gem "puma", "~> 6.0"`, 'gem', ['pkg:gem/puma ~> 6.0']],
    ['composer require monolog/monolog:^3.0', 'composer', ['pkg:composer/monolog/monolog ^3.0']],
  ])('%s', (text, ecosystem, expected) => {
    const reading = readPackages(text);

    expect(reading).toMatchObject({ kind: 'clear', otherEcosystem: ecosystem });
    expect(named(reading)).toEqual(expected);
  });
});

describe('what stands where a package should and is none', () => {
  it.each([
    ['can i use ../../etc/passwd', 'path'],
    ['npm i ./local', 'path'],
    ['"own": "file:../own"', 'path'],
    ['what about http://169.254.169.254/latest/meta-data', 'address'],
    ['npm i http://10.0.0.1/x.tgz', 'address'],
    ['https://user:secret@github.com/a/b', 'address'],
    ['https://evil.example/?npmjs.com/package/koa', 'address'],
    ['https://npmjs.com.evil.example/package/koa', 'address'],
    ['can i use rеact', 'letters'],
    ['rеact@18.0.0', 'letters'],
    ['`node_modules`', 'reserved'],
  ])('is refused: %s', (text, reason) => {
    const reading = readPackages(text);

    expect(reading).toMatchObject({ kind: 'refused', packages: [], refused: [{ reason }] });
    expect(reading.refused[0]?.text.length).toBeLessThanOrEqual(80);
  });
});

describe('what is too long', () => {
  it.each([
    ['a name', `npm i ${'a'.repeat(300)}`],
    ['a text', 'x'.repeat(10_000)],
  ])('is refused: %s', (_, text) => {
    const reading = readPackages(text);

    expect(reading).toMatchObject({ kind: 'refused', refused: [{ reason: 'too-long' }] });
  });
});

describe('the reader', () => {
  const piece = fc.constantFrom(
    ...[
      'a',
      '.',
      '-',
      '@',
      '/',
      '"',
      "'",
      ' ',
      '\n',
      ':',
      '=',
      '>',
      '@a/',
      'a@1 ',
      'npm i ',
      '"a":"1",',
      'a.b',
    ],
    ...[
      "from 'a' ",
      'pkg:npm/a ',
      'http://a ',
      '<groupId>',
      'a:b:',
      '==1',
      'é',
      'gem "a",',
      '{ version = "',
    ],
    ...[
      "require('",
      '@npm:',
      '..',
      'github.com/a/',
      '`',
      '(',
      'x = {',
      'golang.org/x/',
      'composer require ',
    ],
  );

  it('answers whatever is typed, with places that hold what they say', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.string({ unit: 'binary' }),
        (pieces, noise) => {
          const text = pieces.join('') + noise;

          const reading = readPackages(text);

          for (const { text: said, start, end } of reading.packages) {
            expect(end - start).toBe(said.length);
            expect(text.slice(start, end).length).toBe(said.length);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes no longer than a moment for the longest text, whatever repeats in it', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 3 }), (pieces) => {
        const unit = pieces.join('');
        const text = unit.repeat(Math.ceil(4_000 / unit.length)).slice(0, 4_000);
        const start = performance.now();

        readPackages(text);

        expect(performance.now() - start).toBeLessThan(2_000);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a word that is also the name of a language', () => {
  it('is a package behind "license of", and not where it stands in passing', () => {
    expect(readPackages("what's the license of typescript?").packages[0]?.purl.name).toBe(
      'typescript',
    );
    expect(readPackages('do we write typescript here?').kind).toBe('none');
  });
});
