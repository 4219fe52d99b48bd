import { randomBytes } from 'node:crypto';

import { startCluster } from './cluster.mjs';

/** Files under these folders need no database, so a run of only those does not start one. */
const WITHOUT_DATABASE = /(^|\/)test\/(unit|architecture)(\/|$)/;

/**
 * One cluster and one migrated template per run; every Jest worker copies the template. DATABASE_URL
 * names a cluster to use (its login must be a superuser, or have CREATEDB and CREATEROLE); without
 * it an embedded PostgreSQL is started.
 */
export default async function (globalConfig) {
  const patterns = globalConfig.testPathPatterns?.patterns ?? [];
  if (patterns.length > 0 && patterns.every((pattern) => WITHOUT_DATABASE.test(pattern))) return;

  const given = process.env.DATABASE_URL;
  const cluster = given ? { adminUrl: given, stop: async () => {} } : await startCluster();
  globalThis.testCluster = cluster;

  const template = `latchkey_test_${randomBytes(4).toString('hex')}`;
  const passwords = Object.fromEntries(
    ['password', 'verification', 'relay'].map((role) => [role, randomBytes(12).toString('hex')]),
  );
  const { adminUrl } = cluster;
  process.env.LATCHKEY_TEST_CLUSTER = JSON.stringify({ adminUrl, template, passwords });
  const { createTemplate } = await import('./template.mjs');
  await createTemplate(adminUrl, template, passwords);
}
