import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

import type { QuickstartProcess } from '../support/quickstart.js';
import { asked, demoToken, openFolder, startQuickstart } from '../support/quickstart.js';
import type { By, PublishedRequest } from './published-requests.js';
import { FOREIGN_TICKET, PUBLISHED } from './published-requests.js';

const DOCUMENT = fileURLToPath(new URL('../../docs/published-requests.md', import.meta.url));

/** As published, down to the letters that stand for what was left out. */
const FOREIGN = 'eyJhbGciOiJxxx2Og';

describe('the requests that the published interfaces show, to the demo’s people', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let quickstart: QuickstartProcess;
  const told: string[] = [];

  beforeAll(async () => {
    folder = await openFolder();
    quickstart = await startQuickstart({ folder: join(folder.path, 'data') });
  }, 240_000);
  afterAll(async () => {
    await quickstart.stop();
    await folder.remove();
  });

  const authorization = async (by: By): Promise<Record<string, string>> => {
    if (by === 'nobody') return {};
    const foreign = by === 'the token of the example';
    const token = foreign ? FOREIGN : (await demoToken(quickstart.url, { user: by })).token;
    return { authorization: `Bearer ${token}` };
  };

  /** What frida gets for her password on the device of the example. */
  const freshTicket = async (): Promise<string> => {
    const named = { identifierType: 'MOBILE', identifierValue: '7411639213' };
    const where = { deviceId: '1234', brand: 'SOLAPIPOCNEW' };
    const body = { ...where, ...named, password: 'Initial-passphrase-1' };
    const answer = await asked(quickstart.url, 'POST', '/auth/v1/mfa/password/validate', body);
    expect(answer.status).toBe(200);
    return (answer.body as { token: string }).token;
  };

  it.each(PUBLISHED)(
    '$name, $title: answers as documented',
    async (one) => {
      const { method, path, headers = {}, firstPasswordOfCarol: password } = one;
      const body = one.freshTicket
        ? one.body?.replace(FOREIGN_TICKET, await freshTicket())
        : one.body;
      if (password !== undefined) {
        const { token } = await demoToken(quickstart.url, { user: 'carol' });
        const first = { password, confirmPassword: password };
        await asked(quickstart.url, 'POST', '/password-srv/password', first, token);
      }
      const rows: string[] = [];
      for (const [by, status] of one.answers) {
        const response = await fetch(`${quickstart.url}${path}`, {
          method,
          headers: { ...headers, ...(await authorization(by)) },
          ...(body !== undefined && { body }),
        });
        const answer: unknown = await response.json();
        expect([by, response.status, answer]).toEqual([by, status, expect.anything()]);
        rows.push(`${by}: **${String(status)}**`, '', '```json', settled(answer), '```', '');
      }
      told.push(shown(one, rows));
    },
    60_000,
  );

  it('are documented; if not so, run: LATCHKEY_WRITE_DOCS=1 npm test -- published-requests', async () => {
    const text = await prettier.format([HEAD, ...told].join('\n'), {
      parser: 'markdown',
      printWidth: 100,
    });
    if (process.env['LATCHKEY_WRITE_DOCS'] === '1') writeFileSync(DOCUMENT, text);
    expect(text).toBe(readFileSync(DOCUMENT, 'utf8'));
  });
});

const HEAD = `# Published requests

The requests that the published interfaces show, word for word, in this order, to a new demo
(\`npm start\`), and what is answered to whom. Written by the test that sends them. Ids, times and reference
numbers are another every time. The token of the example is foreign and long expired.
`;

const shown = (one: PublishedRequest, rows: readonly string[]): string =>
  [
    `## ${one.name}: ${one.title}`,
    '',
    '```http',
    `${one.method} ${one.path}`,
    ...Object.entries(one.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    ...(one.body === undefined ? [] : ['', one.freshTicket ? exchanged(one.body) : one.body]),
    '```',
    '',
    ...(one.firstPasswordOfCarol === undefined
      ? []
      : [`carol has set \`${one.firstPasswordOfCarol}\` as her first password before.`, '']),
    ...rows,
  ].join('\n');

const exchanged = (body: string): string =>
  body.replace(FOREIGN_TICKET, 'the token that …/validate has just answered');

/** What is another every time. */
const VARYING = new Set(['refnum', 'changed_at', 'changedAt', 'change_id']);

const settled = (answer: unknown): string =>
  JSON.stringify(answer, (name, value: unknown) => (VARYING.has(name) ? '…' : value), 1);
