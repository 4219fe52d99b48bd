/** npm run test:model [-- --runs 2000]: more histories than npm test has time for. */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '2000' } } });
const { status } = spawnSync(process.execPath, ['test/run.mjs', 'test/model'], {
  stdio: 'inherit',
  env: { ...process.env, LATCHKEY_TEST_MODEL_RUNS: values.runs },
});
process.exitCode = status ?? 1;
