import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { foldersIn, ROOT, sourcesIn } from './sources.js';

const product = [...sourcesIn('apps', /\.(ts|mjs)$/), ...sourcesIn('libs', /\.(ts|mjs)$/)];
const tests = sourcesIn('test', /\.(ts|mjs)$/);
const everything = [...product, ...tests];

const linesOf = (text: string) => text.trimEnd().split('\n').length;

/** The measure that `share` of all files stays within. */
function quantile(texts: readonly string[], share: number): number {
  const lengths = texts.map(linesOf).sort((a, b) => a - b);
  return lengths[Math.ceil(lengths.length * share) - 1] ?? 0;
}

describe('a source file', () => {
  const texts = product.map(({ text }) => text);

  it('is 60 lines or shorter in the median, 150 in 95 of 100 cases', () => {
    expect(texts.length).toBeGreaterThan(50);
    expect(quantile(texts, 0.5)).toBeLessThanOrEqual(60);
    expect(quantile(texts, 0.95)).toBeLessThanOrEqual(150);
  });

  it('is never longer than 250 lines, tests included', () => {
    const long = everything.filter(({ text }) => linesOf(text) > 250);
    expect(long.map(({ path, text }) => `${path}: ${linesOf(text)} lines`)).toEqual([]);
  });

  it('lies in no drawer and is named in kebab-case', () => {
    const drawer = /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.[a-z]+$)/;
    const kebab = /(^|\/)[a-z0-9]+([-.][a-z0-9]+)*\.(d\.)?(ts|mjs|mts)$/;
    const misplaced = everything.filter(({ path }) => drawer.test(path) || !kebab.test(path));
    expect(misplaced.map(({ path }) => path)).toEqual([]);
  });

  it('leaves no work for later', () => {
    const postponed = everything.filter(({ text }) => /\b(TODO|FIXME|XXX|HACK)\b\W/.test(text));
    const others = postponed.filter(({ path }) => !path.endsWith('sizes.test.ts'));
    expect(others.map(({ path }) => path)).toEqual([]);
  });

  it('says why wherever it silences a checker', () => {
    const silenced = /(eslint-disable|@ts-expect-error|@ts-ignore|@ts-nocheck|prettier-ignore).*/g;
    const reason = /^(eslint-disable\S* .*--|@ts-expect-error:?|prettier-ignore:?) \S+ \S+/;
    const mute = everything
      .filter(({ path }) => !path.endsWith('sizes.test.ts'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(silenced)]
          .filter(([comment]) => !reason.test(comment))
          .map(([comment]) => `${path}: ${comment}`),
      );
    expect(mute).toEqual([]);
  });
});

describe('a class or interface', () => {
  it('has a name that says what it is', () => {
    const empty =
      /\b(?:class|interface|type) (I[A-Z][a-z]\w*|\w*(?:Impl|Manager|Helper|Utils?|Data))\b/g;
    const services = /\bclass (\w+Service)\b/g;
    const badly = product.flatMap(({ path, text }) =>
      [...text.matchAll(empty), ...text.matchAll(services)].map(([, name]) => `${path}: ${name}`),
    );
    expect(badly).toEqual([]);
  });
});

describe('a library', () => {
  it.each(foldersIn('libs'))('%s tells what it is in a README of at most 40 lines', (library) => {
    const readme = `${ROOT}libs/${library}/README.md`;
    expect(existsSync(readme)).toBe(true);
    expect(linesOf(readFileSync(readme, 'utf8'))).toBeLessThanOrEqual(40);
  });

  it.each(foldersIn('libs'))('%s has one door, src/index.ts', (library) => {
    expect(existsSync(`${ROOT}libs/${library}/src/index.ts`)).toBe(true);
  });
});

describe('the top level', () => {
  const ALLOWED = new Set([
    ...['apps', 'libs', 'test', 'docs', 'deploy', '.ci', '.git', '.github'],
    ...['README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md', 'CONTRIBUTING.md'],
    ...['package.json', 'package-lock.json', '.npmrc', '.nvmrc', '.node-version'],
    ...['tsconfig.json', 'nest-cli.json', 'eslint.config.js', '.editorconfig'],
    ...['.prettierrc.json', '.prettierignore', '.gitignore', '.gitattributes'],
    ...['Dockerfile', '.dockerignore', 'docker-compose.yml'],
    ...['node_modules', 'dist', '.data', 'coverage'],
  ]);

  it('holds doors, house, proof and what tools insist on', () => {
    expect(readdirSync(ROOT).filter((name) => !ALLOWED.has(name))).toEqual([]);
  });
});

describe('package.json', () => {
  const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };

  it('names every dependency by one exact version', () => {
    const { dependencies, devDependencies } = manifest;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
