import { createServer } from 'node:http';
import { setTimeout as rest } from 'node:timers/promises';

import { RangeClient } from '../../dist/libs/breach-corpus/src/index.js';
import { KeyRing, startHashing } from '../../dist/libs/hashing/src/index.js';
import { changeId, Password, subjectId, tenantId } from '../../dist/libs/identity/src/index.js';
import { Egress } from '../../dist/libs/platform/src/index.js';
import { loop, round } from './load.mjs';

/** Of a tenant that asks nobody, and of one whose range server is asked. */
const [QUIET, ASKING] = [2, 16];

/** More than a stalled request takes: those who ask hash as much in either case. */
const PACE_MS = 1_500;

/**
 * F02: what a verify and a seal take in a tenant that asks nobody, at the cost of production, while a
 * range server of others answers, and while it stalls: rounds of both in turn, and the ratio of their
 * 99th percentiles. A breaker that never opens makes it the worst case.
 */
export async function besideRangeServer({ rounds, seconds }) {
  const stage = await opened();
  const figures = { answers: [], stalls: [] };
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const kind of Object.keys(figures)) {
      figures[kind].push(...(await stage.measured(kind === 'stalls', seconds)));
    }
  }
  await stage.close();
  const [answers, stalls] = Object.values(figures).map((times) => p99(times));
  console.log(
    `a change beside others’ range server, p99: ${round(answers, 1)} ms while it answers, ` +
      `${round(stalls, 1)} ms while it stalls: ${round(stalls / answers, 2)} (F02: 0.95 to 1.05; ` +
      `${figures.answers.length} and ${figures.stalls.length} changes)`,
  );
}

const p99 = (times) => times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)];

async function opened() {
  let stalled = false;
  const server = createServer((_, response) => {
    if (!stalled) response.end(`${'0'.repeat(35)}:3\r\n`);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const baseUrl = `http://127.0.0.1:${server.address().port}/range/`;
  const egress = new Egress({ allowPrivate: true, maxSockets: ASKING });
  const never = { failures: Infinity, restMs: 0 };
  const remote = new RangeClient({ baseUrl, egress, breaker: never });
  const hashing = await startHashing({ ring: KeyRing.generate() });
  let asked = 0;
  const change = async (who, elsewhere) => {
    const row = { tenant: tenantId('bench'), subject: subjectId(who), changeId: changeId('one') };
    await hashing.admitted(row, async (turn) => {
      await turn.decoy(new Password('whatever it is'));
      if (elsewhere) await turn.whileAway(() => remote.check(new Password(`new ${(asked += 1)}`)));
      await turn.seal(new Password('whatever it becomes'), row);
    });
  };
  return {
    async measured(stalls, seconds) {
      stalled = stalls;
      const times = [];
      await loop({ inFlight: QUIET + ASKING, seconds }, async (lane) => {
        const begun = performance.now();
        if (lane >= QUIET) {
          await change(`asking-${lane}`, true);
          return rest(begun + PACE_MS - performance.now());
        }
        await change(`quiet-${lane}`, false);
        times.push(performance.now() - begun);
      });
      return times;
    },
    async close() {
      await hashing.close();
      egress.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
