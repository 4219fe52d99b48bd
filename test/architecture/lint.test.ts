import { beforeAll, describe, expect, it } from '@jest/globals';
import { ESLint } from 'eslint';

import { ROOT } from './sources.js';

/** One line, one plant, so that a complaint's line tells whose it is. */
const PLANTED: readonly (readonly [rule: string, code: string])[] = [
  ['no-restricted-globals', `export const page = fetch('https://example.com');`],
  ['no-restricted-properties', `export const now = Date.now();`],
  ['no-restricted-properties', `export const dice = Math.random();`],
  ['no-restricted-properties', `export const home = process.env['HOME'];`],
  ['no-restricted-properties', `export const { env } = process;`],
  ['no-restricted-syntax', `export const today = new Date();`],
  ['@typescript-eslint/no-restricted-imports', `export { env as e } from 'node:process';`],
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

const eslint = new ESLint({ cwd: ROOT });

/** What is said about `lines` if they stood in `file`, which must exist: its types are looked up. */
async function complaints(file: string, lines: readonly string[]): Promise<string[]> {
  const results = await eslint.lintText(lines.join('\n'), { filePath: `${ROOT}${file}` });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, line }) => `${ruleId} ${line}`));
}

describe.each(['libs/credentials/src/record-outcome.ts', 'libs/platform/src/wire/reply.ts'])(
  'in %s the linter',
  (file) => {
    let found: readonly string[];

    beforeAll(async () => {
      found = await complaints(
        file,
        PLANTED.map(([, code]) => code),
      );
    }, 120_000);

    it.each(PLANTED)('reports %s: %s', (rule, code) => {
      const line = PLANTED.findIndex(([, planted]) => planted === code) + 1;
      expect(found).toContain(`${rule} ${line}`);
    });
  },
);

describe('the linter', () => {
  it.each([
    ['libs/platform/src/clock.ts', 'export const now = () => new Date();'],
    ['libs/platform/src/http-client.ts', `export const get = () => fetch('https://example.com');`],
    ['libs/platform/src/configuration/read.ts', 'export const env = () => process.env;'],
    ['libs/platform/src/wire/fields.wire.ts', `export { IsString } from 'class-validator';`],
    ['libs/persistence/src/data-source.ts', `export { DataSource } from 'typeorm';`],
    ['test/architecture/sources.ts', 'export const now = () => Date.now();'],
  ])(
    'leaves the one door of a thing open: %s may say %s',
    async (file, code) => {
      expect(await complaints(file, [code])).toEqual([]);
    },
    60_000,
  );
});
