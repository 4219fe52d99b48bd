/**
 * npm test: installs what is missing, builds, and runs the tests; arguments go to Jest.
 * LATCHKEY_TEST_SUMMARY names a file for the counts. With CI=true a test that is skipped is a failure.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

import { prepared, ROOT } from '../apps/quickstart/launch/prepare.mjs';
import { orStop } from '../apps/quickstart/launch/stop.mjs';
import { obtainChromium } from './support/chromium.mjs';
import { counted, told } from './support/summary.mjs';

await orStop(prepared);
const args = process.argv.slice(2);
const ci = process.env.CI === 'true';
const browser = await browserFor(args);
const report = await mkdtemp(join(tmpdir(), 'latchkey-test-'));

try {
  const { status } = spawnSync(process.execPath, jest(join(report, 'report.json')), {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(browser.path && { LATCHKEY_TEST_CHROMIUM: browser.path }),
      ...(browser.missing && { LATCHKEY_TEST_NO_CHROMIUM: browser.missing }),
    },
  });
  const results = counted(JSON.parse(readFileSync(join(report, 'report.json'), 'utf8')), ROOT);
  // Jest can fail without a failed test: that must not look like success in the counts.
  if (status !== 0 && results.total.failed === 0) results.total.failed = 1;
  for (const line of told(results, browser)) console.log(line);
  if (process.env.LATCHKEY_TEST_SUMMARY) {
    writeFileSync(process.env.LATCHKEY_TEST_SUMMARY, JSON.stringify(results.total));
  }
  process.exitCode = status === 0 && ci && results.total.skipped > 0 ? 1 : (status ?? 1);
} finally {
  await rm(report, { recursive: true, force: true });
}

function jest(outputFile) {
  const engine = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  // Hashing tests use every core by themselves; more workers than cores only wait for each other.
  const workers = `--maxWorkers=${Math.min(4, availableParallelism())}`;
  const files = ['-c', 'test/jest.config.mjs', '--json', `--outputFile=${outputFile}`];
  return [...engine, 'node_modules/jest/bin/jest.js', workers, ...files, ...args];
}

/** Looked for only when a browser test may run. */
async function browserFor(given) {
  const paths = given.filter((argument) => !argument.startsWith('-'));
  const wanted = paths.length === 0 || paths.some((path) => path.includes('browser'));
  return wanted ? obtainChromium() : {};
}
