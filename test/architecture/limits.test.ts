import { expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

import { DEFAULT_DEADLINE_MS } from '#libs/hashing';
import { SETTINGS_OF } from '#libs/platform';

import { page } from './limits-page.js';

const FILE = fileURLToPath(new URL('../../docs/limits.md', import.meta.url));

it('the limits that an operator may change begin with what the code begins with', () => {
  expect(SETTINGS_OF['password-srv'].hashDeadlineMs.standard).toBe(String(DEFAULT_DEADLINE_MS));
});

it('docs/limits.md tells the limits that the code keeps (ASVS-6.1.1, ASVS-13.1.2, ASVS-13.1.3, ASVS-13.2.6); if not: LATCHKEY_WRITE_DOCS=1', async () => {
  const formatted = await prettier.format(page, { parser: 'markdown', printWidth: 100 });
  if (process.env['LATCHKEY_WRITE_DOCS'] === '1') writeFileSync(FILE, formatted);
  expect(readFileSync(FILE, 'utf8')).toBe(formatted);
});
