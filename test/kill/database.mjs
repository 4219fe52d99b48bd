/** npm run test:kill: kills PostgreSQL under password-srv, 1,000 times unless told otherwise. */
import { parseArgs } from 'node:util';

import { prepared } from '../../apps/quickstart/launch/prepare.mjs';
import { orStop } from '../../apps/quickstart/launch/stop.mjs';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '1000' } } });
await orStop(prepared);
const { MOMENTS, sweepDatabase } = await import('./database-sweep.mjs');
const times = Math.ceil(Number(values.kills) / MOMENTS.length);
const begun = performance.now();
const harm = await sweepDatabase(times, console.log);
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
console.log(`${times * MOMENTS.length} kills in ${minutes} min, ${harm.length} with harm`);
process.exitCode = harm.length > 0 ? 1 : 0;
