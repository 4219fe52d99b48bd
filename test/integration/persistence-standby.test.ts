import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Written } from '#libs/credentials';
import type { Database } from '#libs/persistence';
import { migrate, TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from '../support/builders.js';
import { givenPerson, givenTenant, newPassword } from '../support/builders.js';
import type { Cluster } from '../support/cluster.mjs';
import { startCluster } from '../support/cluster.mjs';
import { connected, sql } from '../support/postgres.js';

let cluster: Cluster;
let owner: Database;
let service: Database;

/** A cluster of its own: which standbys must confirm is a setting of all its databases. */
beforeAll(async () => {
  cluster = await startCluster();
  const passwords = { password: 'of-the-role' };
  const { roles } = await migrate({ url: cluster.adminUrl, kind: 'production', passwords });
  const url = new URL(cluster.adminUrl);
  url.username = roles.password;
  url.password = passwords.password;
  owner = await connected(cluster.adminUrl);
  service = await connected(url.href);
});

afterAll(async () => {
  await Promise.all([owner.close(), service.close()]);
  await cluster.stop();
});

/** Cancels whoever waits for the standby, as an impatient operator would. */
const cancelWaiting = (): Promise<unknown[]> =>
  sql(
    cluster.adminUrl,
    `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`,
  );

/** PostgreSQL takes up the new setting when it likes; until then changes are simply committed. */
async function changedWithoutStandby(person: Person): Promise<Written> {
  const credentials = new TypeormPasswordCredentials(service);
  for (let version = 1; ; version += 1) {
    const written = credentials.replace(newPassword(person), version);
    let answer: Written | undefined;
    do {
      const cancelled = cancelWaiting().then(() => undefined);
      answer = await Promise.race([written, cancelled]);
      await cancelled;
    } while (!answer);
    if (answer.kind !== 'committed') return answer;
  }
}

describe('a change that no standby has confirmed', () => {
  it('is honestly unknown, although PostgreSQL answers success (F01)', async () => {
    const person = await givenPerson(owner, await givenTenant(owner));
    await new TypeormPasswordCredentials(service).setFirst(newPassword(person));
    await sql(cluster.adminUrl, `ALTER SYSTEM SET synchronous_standby_names = 'absent'`);
    await sql(cluster.adminUrl, 'SELECT pg_reload_conf()');
    expect(await changedWithoutStandby(person)).toEqual({ kind: 'unknown' });
  });
});
