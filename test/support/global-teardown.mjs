import { dropTestDatabases } from './template.mjs';

/** An embedded cluster goes as a whole; in a given one, what this run has made. */
export default async function () {
  const run = process.env.LATCHKEY_TEST_CLUSTER;
  if (run === undefined) return;
  const { adminUrl, template } = JSON.parse(run);
  if (process.env.DATABASE_URL) await dropTestDatabases(adminUrl, template);
  await globalThis.testCluster?.stop();
}
