/** npm run bench:<name> [-- --rounds 5 --seconds 5]: measures on this machine and prints ratios. */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';

import { prepared } from '../../apps/quickstart/launch/prepare.mjs';
import { orStop } from '../../apps/quickstart/launch/stop.mjs';

const BENCHMARKS = {
  breach: './breach.mjs',
  change: './change.mjs',
  history: './history.mjs',
  import: './import.mjs',
  lists: './lists.mjs',
  overload: './overload.mjs',
  policy: './policy.mjs',
  screens: './screens.mjs',
  verify: './verify.mjs',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '5' },
    clients: { type: 'string', default: '10000' },
  },
});
const benchmark = BENCHMARKS[positionals[0]];
if (!benchmark) {
  console.error(`Name one of: ${Object.keys(BENCHMARKS).join(', ')}`);
  process.exit(2);
}
await orStop(prepared);
console.log(
  `node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model.trim()})`,
);
const { measure } = await import(benchmark);
const { rounds, seconds, clients } = values;
await measure({ rounds: Number(rounds), seconds: Number(seconds), clients: Number(clients) });
