import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { QuickstartProcess } from '../support/quickstart.js';
import { asked, demoToken, openFolder, startQuickstart } from '../support/quickstart.js';

const ERIK = 'e5c8d3f6-94ab-4d17-8e20-7c6b1a0f9d05';
const IMPORTED = 'Imported-2019!';
const NEXT = 'Distant-mountains-58!';

describe('erik, whose password was imported as bcrypt', () => {
  let folder: Awaited<ReturnType<typeof openFolder>>;
  let quickstart: QuickstartProcess;
  let service: string;

  const verified = async (password: string): Promise<unknown> => {
    const body = { tenant: 'legacy', subject: ERIK, password };
    const path = '/internal/v1/passwords/verify';
    const answer = await asked(quickstart.url, 'POST', path, body, service);
    return (answer.body as { result: unknown }).result;
  };

  const start = async (): Promise<void> => {
    quickstart = await startQuickstart({ folder: folder.path });
    const wish = { user: 'service', scope: 'password:verify password:import' };
    service = (await demoToken(quickstart.url, wish)).token;
  };

  beforeAll(async () => {
    folder = await openFolder();
    await start();
  });
  afterAll(async () => {
    await quickstart.stop();
    await folder.remove();
  });

  it('is verified by it and by no other, before and after a restart', async () => {
    expect(await verified('Imported-2018!')).toBe('not_verified');
    expect(await verified(IMPORTED)).toBe('verified');
    await quickstart.stop();
    await start();
    expect(await verified(IMPORTED)).toBe('verified');
  });

  it('changes it as everybody does', async () => {
    const { token } = await demoToken(quickstart.url, { user: 'erik' });
    const body = { old_password: IMPORTED, new_password: NEXT, confirm_password: NEXT };
    const changed = await asked(quickstart.url, 'PUT', '/password-srv/password', body, token);
    expect(changed).toMatchObject({ status: 200, body: { success: true } });
    expect(await verified(NEXT)).toBe('verified');
    expect(await verified(IMPORTED)).toBe('not_verified');
  });
});
