import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from '@jest/globals';

const built = (name: string) =>
  readFileSync(new URL(`../../../dist/ui/${name}`, import.meta.url), 'utf8');

describe('the module that hosts load', () => {
  it.each([
    ['latchkey-password.js', 40],
    ['latchkey-methods.js', 15],
  ])('%s is one file of at most %i KB, compressed', (name, kilobytes) => {
    const code = built(name);
    expect(gzipSync(code).length).toBeLessThanOrEqual(kilobytes * 1024);
    expect(code).not.toMatch(/^import\b|\bfrom"\.\//m);
  });

  it('has the policy in it, and brings the dictionaries only when they are asked for', () => {
    const code = built('latchkey-password.js');
    expect(code).toContain('missing_class');
    expect(code).toMatch(/import\(`?["'`]\.\/assets\//);
  });
});
