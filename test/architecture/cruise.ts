import type { ICruiseResult } from 'dependency-cruiser';
import { cruise } from 'dependency-cruiser';

import { FORBIDDEN } from './dependency-rules.mjs';

/** Reads the apps and libs under `root` and judges every import by the rules. */
export async function cruiseHouse(root: string): Promise<ICruiseResult> {
  const { output } = await cruise(
    ['apps', 'libs'],
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: FORBIDDEN },
      tsPreCompilationDeps: true, // types are dependencies too
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)dist/' },
    },
    {
      // "types" is where package.json's `imports` points to sources instead of dist.
      conditionNames: ['types', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
      extensionAlias: { '.js': ['.ts', '.js'] },
    },
  );
  if (typeof output === 'string') throw new TypeError('the cruise answered a text');
  return output;
}

/** One line per broken rule, as a person would read it. */
export const violationsOf = ({ summary }: ICruiseResult): string[] =>
  summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
