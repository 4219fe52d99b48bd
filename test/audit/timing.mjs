/**
 * npm run audit:timing [-- --samples 10000 --lanes 4]: whether answers to internal verifications tell by
 * their time whom they are about. Welch's t of every kind of "no" against a wrong password, at the
 * cheapest hash, where differences show most. Ends with 1 if one is beyond 4.5, the threshold of
 * leakage assessment (TVLA, ISO/IEC 17825).
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';

import { prepared } from '../../apps/quickstart/launch/prepare.mjs';
import { orStop } from '../../apps/quickstart/launch/stop.mjs';
import { cropped, welch } from './welch.mjs';

const THRESHOLD = 4.5;

/** One failure before people begin to wait. */
const TRIES_EACH = 4;

const { values } = parseArgs({
  options: {
    samples: { type: 'string', default: '10000' },
    lanes: { type: 'string', default: '4' },
  },
});
const [samples, lanes] = [Number(values.samples), Number(values.lanes)];

await orStop(prepared);
const { client, median, round } = await import('../bench/load.mjs');
const people = Math.ceil(samples / TRIES_EACH) + 50;
const house = fork(new URL('./timing-house.mjs', import.meta.url), [String(people)]);
const [{ port, token, tenant, kinds }] = await once(house, 'message');
try {
  process.exitCode = report(await measured()) ? 0 : 1;
} finally {
  const gone = once(house, 'exit');
  house.send('close');
  await gone;
}

/** Milliseconds by kind. Which kind is next is drawn, so that whatever drifts drifts for all. */
async function measured() {
  const times = new Map(kinds.map((kind) => [kind, []]));
  const bag = kinds.flatMap((kind) => Array.from({ length: samples }, (_, n) => [kind, n]));
  shuffle(bag);
  const { send, close } = client(port, lanes);
  const lane = async () => {
    for (let drawn = bag.pop(); drawn; drawn = bag.pop()) {
      const [kind, n] = drawn;
      const subject = `${kind}-${Math.floor(n / TRIES_EACH)}`;
      const body = { tenant, subject, password: 'a wrong guess at it' };
      const begun = performance.now();
      const status = await send('POST', '/internal/v1/passwords/verify', token, body);
      times.get(kind).push(performance.now() - begun);
      if (status !== 200) throw new Error(`a verification answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  close();
  return times;
}

function report(times) {
  const [first, ...others] = kinds;
  const kept = cropped(times, 0.99);
  console.log(`${samples} samples each, ${lanes} in flight; the slowest 1 % of all left out`);
  console.log(`  ${first}: median ${round(median(kept.get(first)), 3)} ms`);
  let even = true;
  for (const kind of others) {
    const t = welch(kept.get(first), kept.get(kind));
    even &&= Math.abs(t) < THRESHOLD;
    console.log(`  ${kind}: median ${round(median(kept.get(kind)), 3)} ms, t ${round(t, 2)}`);
  }
  console.log(even ? `all |t| < ${THRESHOLD}` : `a |t| reaches ${THRESHOLD}`);
  return even;
}

/** Fisher and Yates. */
function shuffle(list) {
  for (let n = list.length - 1; n > 0; n -= 1) {
    const other = Math.floor(Math.random() * (n + 1));
    [list[n], list[other]] = [list[other], list[n]];
  }
}
