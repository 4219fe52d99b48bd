import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { line, sum } from '../test/support/summary.mjs';

/** Adds up the counts in a folder; whatever failed or was skipped makes the whole run fail. */
const folder = process.argv[2];
const counts = readdirSync(folder).map((name) =>
  JSON.parse(readFileSync(join(folder, name), 'utf8')),
);
const total = sum(counts);
console.log(line(total));
process.exitCode = total.failed > 0 || total.skipped > 0 || total.passed === 0 ? 1 : 0;
