/** npm run test:kill [-- --times 200]: kills builds, pulls and swaps at every point. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { prepared } from '../../apps/quickstart/launch/prepare.mjs';
import { orStop } from '../../apps/quickstart/launch/stop.mjs';

const { values } = parseArgs({ options: { times: { type: 'string', default: '200' } } });
await orStop(prepared);
const { sweep } = await import('./sweep.mjs');
const folder = await mkdtemp(join(tmpdir(), 'latchkey-kill-'));
try {
  const harm = await sweep(folder, Number(values.times), console.log);
  for (const one of harm) console.error(one);
  process.exitCode = harm.length > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
