import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Database } from '#libs/persistence';
import { migrate, readDurability, warnOfLosses } from '#libs/persistence';

import type { Cluster } from '../support/cluster.mjs';
import { startCluster } from '../support/cluster.mjs';
import { connected, sql } from '../support/postgres.js';

let cluster: Cluster;
let service: Database;

/** A cluster of its own: what a commit survives is a setting of all its databases. */
beforeAll(async () => {
  cluster = await startCluster();
  const passwords = { password: 'of-the-role' };
  const { roles } = await migrate({ url: cluster.adminUrl, kind: 'production', passwords });
  const url = new URL(cluster.adminUrl);
  url.username = roles.password;
  url.password = passwords.password;
  service = await connected(url.href);
});

afterAll(async () => {
  await service.close();
  await cluster.stop();
});

const warnings = async (accepted: boolean): Promise<readonly string[]> => {
  const heard: string[] = [];
  await warnOfLosses(service, { accepted }, (message) => heard.push(message));
  return heard;
};

describe('a service at its start', () => {
  it('warns of commits that no standby confirms, and of a server that forgets (F01)', async () => {
    const [forgets, alone] = await warnings(false);
    expect(forgets).toContain('before they are on its disk');
    expect(alone).toContain('synchronous_standby_names');
    expect(alone).toContain('LATCHKEY_ACCEPT_COMMIT_LOSS=yes');
  });

  it('takes the loss at a fail-over as accepted, but never that of a crash', async () => {
    const heard = await warnings(true);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('fsync');
  });

  it('is content where a synchronous standby has to confirm', async () => {
    await sql(cluster.adminUrl, `ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (other)'`);
    await sql(cluster.adminUrl, 'SELECT pg_reload_conf()');
    while (!(await readDurability(service)).confirmed) await service.ping();
    expect((await warnings(false)).join()).not.toContain('standby');
  });
});
