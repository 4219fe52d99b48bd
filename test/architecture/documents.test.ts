import { existsSync, readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { ADAPTERS, PURE, USE_CASES } from './dependency-rules.mjs';
import { foldersIn, ROOT, sourcesIn } from './sources.js';

const read = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');

describe('docs/architecture.md', () => {
  const tree = /```text\n([\s\S]*?)```/.exec(read('docs/architecture.md'))?.[1] ?? '';

  const kindOf = (library: string) => {
    if (PURE.includes(library)) return 'pure';
    if (USE_CASES.includes(library)) return 'use cases';
    return library in ADAPTERS ? 'adapter' : 'unknown';
  };

  it('shows every library under its kind, and none that is not there', () => {
    const shown = [...tree.matchAll(/^ {2}([\w-]+)\/ +\[([\w ]+)\]/gm)];
    const libraries = foldersIn('libs').sort();
    expect(shown.map(([, library]) => library).sort()).toEqual(libraries);
    for (const [, library = '', kind] of shown)
      expect(`${library} ${kind}`).toBe(`${library} ${kindOf(library)}`);
  });

  it('shows every app', () => {
    for (const app of foldersIn('apps')) expect(tree).toMatch(new RegExp(`^  ${app}/`, 'm'));
  });

  it('names only files that exist', () => {
    const named = [
      ...read('docs/architecture.md').matchAll(/`((?:test|docs|libs|apps)\/[\w./-]+)`/g),
    ];
    expect(named.length).toBeGreaterThan(0);
    expect(named.map(([, path]) => path).filter((path) => !existsSync(`${ROOT}${path}`))).toEqual(
      [],
    );
  });
});

describe('nest-cli.json', () => {
  const { projects } = JSON.parse(read('nest-cli.json')) as {
    projects: Record<string, { root: string; sourceRoot: string; entryFile: string }>;
  };

  it('knows every app and every library', () => {
    expect(Object.keys(projects).sort()).toEqual(
      [...foldersIn('apps'), ...foldersIn('libs')].sort(),
    );
  });

  it.each(Object.entries(projects))('tells the truth about %s', (name, project) => {
    expect(project.root).toMatch(new RegExp(`^(apps|libs)/${name}$`));
    expect(existsSync(`${ROOT}${project.sourceRoot}/${project.entryFile}.ts`)).toBe(true);
  });
});

describe('a decision', () => {
  const decisions = sourcesIn('test/architecture/decisions', /\.md$/);

  it.each(decisions.map(({ path, text }) => [path, text] as const))(
    '%s has one page, a number, and says why',
    (path, text) => {
      expect(path).toMatch(/\/\d{4}-[a-z0-9-]+\.md$/);
      expect(text).toMatch(/^# \d{4} /);
      expect(text).toMatch(/why/i);
      expect(text.split('\n').length).toBeLessThanOrEqual(60);
    },
  );
});
