import { execFileSync } from 'node:child_process';

import { describe, expect, it } from '@jest/globals';

/** Makes garbage that is old when it becomes garbage, and tells how large the heap grew (MiB). */
const WASTEFUL = `
  const alive = Array.from({ length: 1_500_000 }, (_, n) => ({ n }));
  gc(); // V8 looks by growth only after it has looked once
  let most = 0;
  const late = [];
  for (let n = 0; n < 3_000; n += 1) {
    late.push(Array.from({ length: 2_000 }, (_, m) => ({ n, m })));
    if (late.length > 100) late.shift();
    most = Math.max(most, process.memoryUsage().heapUsed);
  }
  console.log(Math.round(most / 2 ** 20), alive.length);
`;

const grownBy = (before: string): number => {
  const script = `${before}\n${WASTEFUL}`;
  const said = execFileSync(
    process.execPath,
    ['--expose-gc', '--input-type=module', '-e', script],
    {
      encoding: 'utf8',
      cwd: new URL('../../../', import.meta.url),
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return Number(said.split(' ')[0]);
};

describe('the heap of a service', () => {
  it('is looked through before old garbage fills it to several times of what is alive', () => {
    const small = grownBy(
      `const { keepHeapSmall } = await import('./dist/libs/platform/src/heap.js'); keepHeapSmall();`,
    );
    expect(small).toBeGreaterThan(10);
    expect(small).toBeLessThan(grownBy('') * 0.9);
  });
});
