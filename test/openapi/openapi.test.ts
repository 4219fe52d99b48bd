import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

import type { House } from '../support/house.js';
import { openHouse } from '../support/house.js';
import { openApi } from './document.js';
import { INTERFACES } from './interfaces/index.js';
import { overview } from './overview.js';
import type { Recorded } from './recorded.js';
import { record } from './recorded.js';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

/** Compares with a generated document, which LATCHKEY_WRITE_DOCS=1 writes anew. */
async function expectDocument(file: string, text: string, parser: 'json' | 'markdown') {
  const formatted = await prettier.format(text, { parser, printWidth: 100 });
  if (process.env['LATCHKEY_WRITE_DOCS'] === '1') {
    mkdirSync(`${DOCS}openapi`, { recursive: true });
    writeFileSync(`${DOCS}${file}`, formatted);
  }
  expect(formatted).toBe(readFileSync(`${DOCS}${file}`, 'utf8'));
}

it('docs/interfaces.md shows every interface; if not, run: LATCHKEY_WRITE_DOCS=1 npm test -- test/openapi', async () => {
  await expectDocument('interfaces.md', overview(INTERFACES), 'markdown');
});

describe('the API documents', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse({ mfaV1: true });
  });
  afterAll(() => house.close());

  describe.each(INTERFACES)('of $name', (described) => {
    const recorded = new Map<string, Recorded[]>();
    const examples = Object.entries(described.routes).flatMap(([name, route]) =>
      route.examples.map((example) => ({ name, route, example })),
    );

    it.each(examples)(
      '$name: $example.title is answered $example.status',
      async ({ name, route, example }) => {
        const one = await record(house, name, route, example);
        expect(one.status).toBe(example.status);
        recorded.set(name, [...(recorded.get(name) ?? []), one]);
      },
    );

    it('are what the services answer; if not, run: LATCHKEY_WRITE_DOCS=1 npm test -- test/openapi', async () => {
      const text = JSON.stringify(openApi(described, recorded));
      await expectDocument(`openapi/${described.name}.json`, text, 'json');
    });
  });
});
