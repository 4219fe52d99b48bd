import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

import { ROOT } from './sources.js';

/** Files that exist, so that the type-aware rules know them; their text is replaced by the plant. */
const USE_CASE = 'libs/credentials/src/attempt-limit.ts';
const ADAPTER = 'libs/platform/src/wire/reply.ts';

const PLANTED: readonly (readonly [rule: string, code: string])[] = [
  ['no-restricted-globals', `export const page = fetch('https://example.com');`],
  ['no-restricted-properties', `export const now = Date.now();`],
  ['no-restricted-properties', `export const dice = Math.random();`],
  ['no-restricted-properties', `export const home = process.env['HOME'];`],
  ['no-restricted-properties', `export const { env } = process;`],
  ['no-restricted-syntax', `export const now = new Date();`],
  ['@typescript-eslint/no-restricted-imports', `export { env } from 'node:process';`],
  ['@typescript-eslint/no-restricted-imports', `export * from 'typeorm';`],
  ['@typescript-eslint/no-restricted-imports', `export { sign } from 'jose/jwt/sign';`],
  ['@typescript-eslint/no-restricted-imports', `export { IsString } from 'class-validator';`],
  ['@typescript-eslint/no-floating-promises', `Promise.resolve(1);`],
  ['@typescript-eslint/no-misused-promises', `if (Promise.resolve(false)) throw new Error();`],
  ['@typescript-eslint/no-explicit-any', `export const anything = (x: any) => x;`],
  ['@typescript-eslint/no-non-null-assertion', `export const first = (x: string[]) => x[0]!;`],
  [
    '@typescript-eslint/consistent-type-imports',
    `import { SubjectId } from '#libs/identity'; export type S = SubjectId;`,
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    `export function f(x: 'a' | 'b') { switch (x) { case 'a': return 1; } return 2; }`,
  ],
];

describe('the linter', () => {
  const eslint = new ESLint({ cwd: ROOT });

  const complaints = async (code: string, file: string) => {
    const results = await eslint.lintText(code, { filePath: `${ROOT}${file}` });
    return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
  };

  beforeAll(() => complaints('export {};', USE_CASE), 60_000);

  it.each(PLANTED)('reports %s in a use case and in an adapter: %s', async (rule, code) => {
    expect(await complaints(code, USE_CASE)).toContain(rule);
    expect(await complaints(code, ADAPTER)).toContain(rule);
  });

  it('lets the one door of each thing stay open', async () => {
    expect(await complaints(`export const now = new Date(0);`, USE_CASE)).toEqual([]);
    expect(
      await complaints(`export const x = Date.now();`, 'test/architecture/sources.ts'),
    ).toEqual([]);
  });
});
