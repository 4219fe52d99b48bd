import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';

import { SETTINGS_OF } from '#libs/platform';

import { CONFIGURATION_DOCUMENT, configurationDocument } from './configuration-table.mjs';

describe('the configuration table', () => {
  it('is what the processes read; otherwise run node test/architecture/configuration-table.mjs', async () => {
    const written = readFileSync(CONFIGURATION_DOCUMENT, 'utf8');
    expect(written).toBe(await configurationDocument(SETTINGS_OF));
  });
});
