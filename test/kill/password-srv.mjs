/** npm run test:kill: kills password-srv 1,000 times, between accepting a request and answering it. */
import { parseArgs } from 'node:util';

import { prepared } from '../../apps/quickstart/launch/prepare.mjs';
import { orStop } from '../../apps/quickstart/launch/stop.mjs';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '1000' } } });
await orStop(prepared);
const { POINTS, sweep } = await import('./password-srv-sweep.mjs');
const times = Math.ceil(Number(values.kills) / POINTS.length);
const begun = performance.now();
const harm = await sweep(times, console.log, (kills) => console.log(`${kills} kills so far`));
const minutes = ((performance.now() - begun) / 60_000).toFixed(1);
console.log(`${times * POINTS.length} kills in ${minutes} min, ${harm.length} with harm`);
process.exitCode = harm.length > 0 ? 1 : 0;
