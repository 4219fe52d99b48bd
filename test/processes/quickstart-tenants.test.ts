import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { QuickstartProcess } from '../support/quickstart.js';
import { asked, demoToken, openFolder, startQuickstart } from '../support/quickstart.js';

/** Whose password stands in the demo's documents, and how their tenants judge the same request. */
const ALICE = { user: 'alice', password: 'Test1234%' };
const ERIK = { user: 'erik', password: 'Imported-2019!' };
const FRIDA = { user: 'frida', password: 'Initial-passphrase-1' };

describe('quickstart’s tenants demo, legacy and crm, side by side', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let quickstart: QuickstartProcess;

  beforeAll(async () => {
    folder = await openFolder();
    quickstart = await startQuickstart({ folder: folder.path });
  }, 60_000);
  afterAll(async () => {
    await quickstart.stop();
    await folder.remove();
  });

  const change = async ({ user, password }: typeof ALICE, next: string, own?: string) => {
    const token = own ?? (await demoToken(quickstart.url, { user })).token;
    const body = { old_password: password, new_password: next, confirm_password: next };
    return asked(quickstart.url, 'PUT', '/password-srv/password', body, token);
  };
  const refusedFor = (...violations: readonly object[]) => ({
    status: 422,
    body: { error: { error: 'password_policy_violated', violations } },
  });
  const shown = async (tenant: string) =>
    (await asked(quickstart.url, 'GET', `/password-srv/policy?tenant=${tenant}`)).body;

  it('publish each their own rules, and the default tenant’s where none is named', async () => {
    const minimum = (least: number) =>
      expect.arrayContaining([expect.objectContaining({ code: 'too_short', minimum: least })]);
    expect(await shown('demo')).toMatchObject({
      preset: 'nist-800-63b-4',
      requirements: minimum(8),
    });
    expect(await shown('legacy')).toMatchObject({ preset: 'legacy', requirements: minimum(8) });
    expect(await shown('crm')).toMatchObject({
      preset: 'nist-800-63b-4',
      requirements: minimum(15),
    });
    const unnamed = await asked(quickstart.url, 'GET', '/password-srv/policy');
    expect(unnamed.body).toEqual(await shown('demo'));
  });

  it('refuse the same request with all reasons at once in one, and accept it in another', async () => {
    const next = 'quiet rooms 1234567';
    expect(await change(ERIK, next)).toMatchObject(
      refusedFor({ code: 'missing_class', class: 'upper' }, { code: 'sequence', allowed: 4 }),
    );
    expect(await change(FRIDA, 'aaaaaa')).toMatchObject(
      refusedFor({ code: 'too_short', minimum: 15 }),
    );
    expect(await change(FRIDA, next)).toMatchObject({ status: 200 });
  });

  it('accept the published pair and refuse what only counts on (R20)', async () => {
    expect(await change(ALICE, 'Test12345$')).toMatchObject({ status: 200 });
    const seasonal = 'Summer2025!';
    expect(await change({ ...ALICE, password: 'Test12345$' }, seasonal)).toMatchObject({
      status: 200,
    });
    expect(await change({ ...ALICE, password: seasonal }, 'Summer2031!')).toMatchObject(
      refusedFor({ code: 'too_similar' }),
    );
    expect(await change({ ...ALICE, password: seasonal }, 'Winter2025!')).toMatchObject(
      refusedFor({ code: 'too_similar' }),
    );
  });

  it('show an admin who imposed which rule, what contradicts which standard, and a forecast', async () => {
    const { token } = await demoToken(quickstart.url, { user: 'dora' });
    const settings = '/password-srv/settings/policy';
    const get = (rest: string) =>
      asked(quickstart.url, 'GET', `${settings}${rest}`, undefined, token);
    const put = async (rest: string, rules: object) => {
      const etag = (await get(rest)).headers.get('etag') ?? '';
      const body = { format: 1, preset: 'nist-800-63b-4', rules };
      const headers = { 'if-match': etag };
      return asked(quickstart.url, 'PUT', `${settings}${rest}`, body, token, headers);
    };
    expect((await put('', { classes: ['digit'] })).status).toBe(200);
    expect((await get('/explain')).body).toMatchObject({
      rules: expect.arrayContaining([
        { rule: 'classes', value: ['digit'], imposed_by: ['tenant'] },
        expect.objectContaining({
          rule: 'maximum',
          imposed_by: expect.arrayContaining(['platform']),
        }),
      ]),
    });
    expect((await get('/compliance')).body).toMatchObject({
      compliant: false,
      deviations: expect.arrayContaining([
        expect.objectContaining({ standard: 'NIST SP 800-63B-4', id: '3.1.1.2-5' }),
      ]),
    });
    expect((await put('/shadow', { minimum: 20 })).status).toBe(200);
    const dora = { user: 'dora', password: 'Quiet-harbour-58' };
    expect((await change(dora, 'Calmer-harbour-2 or so', token)).status).toBe(200);
    const { body } = await get('/shadow');
    expect(body).toMatchObject({ forecast: { seen: 2, would_fail: 1, share: 0.5 } });
  });
});
