import { relative, sep } from 'node:path';

const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** What Jest's report says, per folder under test/ and altogether. */
export function counted(report, root) {
  const folders = {};
  for (const { name, assertionResults, status } of report.testResults) {
    const folder = relative(root, name).split(sep)[1] ?? '';
    const count = (folders[folder] ??= { ...NOTHING });
    for (const result of assertionResults) count[columnOf(result.status)] += 1;
    // A file that could not be loaded has no results, and is a failure all the same.
    if (status === 'failed' && assertionResults.length === 0) count.failed += 1;
  }
  return { folders, total: sum(Object.values(folders)) };
}

export const sum = (counts) =>
  counts.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    NOTHING,
  );

const columnOf = (status) =>
  status === 'passed' || status === 'failed' ? status : /* pending, todo, disabled */ 'skipped';

/** "12 passed, 0 failed", and what was skipped if anything was. */
export const line = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** What ran, in words. */
export function told({ folders, total }, browser) {
  const database = process.env.DATABASE_URL
    ? 'the PostgreSQL of DATABASE_URL'
    : 'embedded PostgreSQL';
  const where = browser.path ? `, ${browser.version}` : '';
  return [
    `\nRan on Node.js ${process.versions.node}, ${database}${where}:`,
    ...Object.entries(folders).map(([name, count]) => `  ${name}: ${line(count)}`),
    ...(browser.missing
      ? [`  No Chromium: the browser tests did not run; ${browser.missing}`]
      : []),
    line(total),
  ];
}
