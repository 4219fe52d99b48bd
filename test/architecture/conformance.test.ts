import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { conformance, idsIn, titlesIn } from './conformance.mjs';
import { ROOT } from './sources.js';

const file = (text: string) => ({ path: 'test/planted.test.ts', text });
const rowOf = (id: string, text: string) =>
  text.split('\n').find((line) => line.startsWith(`| ${id}`));

describe('docs/conformance.md', () => {
  it('says what the tests say; if not, run: node test/architecture/conformance.mjs', () => {
    expect(readFileSync(`${ROOT}docs/conformance.md`, 'utf8')).toBe(conformance().text);
  });

  it('is asked for no id that the checklist does not know', () => {
    expect(conformance().unknown).toEqual([]);
  });
});

describe('a row of the table', () => {
  it('is proven by a test that names it, alone or inside a group that does', () => {
    const { text } = conformance([
      file(`describe('sessions (R06)', () => { it('end', () => {}); it.each([1])('%s', f); });`),
    ]);
    expect(rowOf('R06', text)).toMatch(
      /\(\.\.\/test\/planted\.test\.ts\): sessions › end; sessions › %s \|$/,
    );
    expect(rowOf('R07', text)).toMatch(/\| open \|$/);
  });

  it('is not proven by a test that is skipped', () => {
    const { text } = conformance([
      file(`it.skip('R06', f); describe.skip('R07', () => { it('x', f); }); it.todo('R08');`),
    ]);
    for (const id of ['R06', 'R07', 'R08']) expect(rowOf(id, text)).toMatch(/\| open \|$/);
  });

  it('is proven by a row of a table that names it', () => {
    const { text } = conformance([
      file(`it.each([['a key (R06)', 1], ['another', 2]])('is bound to %s', f);`),
    ]);
    expect(rowOf('R06', text)).toMatch(/: is bound to a key \|$/);
  });

  it('is found by any of its ids', () => {
    const { text } = conformance([file(`it('refuses none (ASVS-9.1.2)', f);`)]);
    expect(rowOf('ASVS-9.1.1', text)).toContain('planted');
  });
});

describe('an id', () => {
  it.each([
    ['dies with its person (R25d, ASVS-6.3.8)', ['R25', 'ASVS-6.3.8']],
    ['counts code points (NIST-3.1.1.2-4b).', ['NIST-3.1.1.2-4b']],
    ['any script (NIST-3.1.1.2-3,4a, R24)', ['NIST-3.1.1.2-3,4a', 'R24']],
    ['needs a proof (RFC9449), says so (RFC9470-3)', ['RFC9449', 'RFC9470-3']],
    ['costs two (D-KDF-budget, ASVS-6.1.1-b)', ['D-KDF-budget', 'ASVS-6.1.1-b']],
    ['speaks RFC 9470 §3 over HTML and R2D2', []],
  ])('in "%s" is read as %j', (title, ids) => {
    expect(idsIn(title)).toEqual(ids);
  });

  it('that is misspelt is reported with its place', () => {
    const { unknown } = conformance([file(`it('is wrong (ASVS-99.1.1)', f);`)]);
    expect(unknown).toEqual(['ASVS-99.1.1 in test/planted.test.ts: is wrong (ASVS-99.1.1)']);
  });

  it('is read from titles in every kind of quotes', () => {
    expect(titlesIn(`it("a's", f); it('b', f); test(\`c \${x}\`, f); other('d', f);`)).toEqual([
      "a's",
      'b',
      'c ${x}',
    ]);
  });
});
