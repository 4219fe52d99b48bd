import { spawnSync } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Batch } from '../../dist/libs/breach-corpus/src/build/records.js';
import { CorpusWriter } from '../../dist/libs/breach-corpus/src/file/corpus-writer.js';
import { prefixBitsFor } from '../../dist/libs/breach-corpus/src/format/layout.js';
import { forEachHash } from '../support/synthetic-hashes.mjs';
import { median, round } from './load.mjs';

const IN_MEMORY = 16_000_000;

/** The builds in turn, round after round, and the median of each. */
export function builds({ text, unsorted, out, entries, lines, seed }, rounds) {
  const batch = inMemory(Math.min(entries, IN_MEMORY), seed);
  const kinds = {
    'build from memory': () => written(batch, `${out}.memory`),
    'build from text in order': () => pwctlBuild(text, out, lines),
    'build from text in no order': () => pwctlBuild(unsorted, `${out}.sorted`, lines),
  };
  const figures = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
  for (let turn = 0; turn < rounds; turn += 1) {
    for (const [kind, run] of Object.entries(kinds)) figures[kind].push(run());
  }
  for (const [kind, runs] of Object.entries(figures)) console.log(`${kind}: ${told(runs)}`);
  console.log(`  ${round(statSync(out).size / lines, 3)} bytes an entry on disk`);
}

function told(runs) {
  const of = (field) => median(runs.map((run) => run[field]));
  const peak = of('peakMiB');
  const rates = `${round(of('perCpu'), 1)} M/s of CPU time, ${round(of('perWall'), 1)} M/s by the clock`;
  return peak > 0 ? `${rates}; at most ${round(peak, 0)} MiB of memory` : rates;
}

/** Entries as a parser leaves them; only what becomes of them is measured. */
function inMemory(entries, seed) {
  const batch = new Batch('compact', new ArrayBuffer(8 * Math.ceil(entries * 1.01)));
  forEachHash(entries, seed, (words) => {
    if (batch.full) return;
    batch.words[2 * batch.length] = words[1] & ~15;
    batch.words[2 * batch.length + 1] = words[0];
    batch.length += 1;
  });
  return batch;
}

const ORIGIN = { sourceDate: new Date(0), sourceName: 'bench', minimumCount: 1, ranges: 16 ** 5 };

function written(batch, out) {
  const file = openSync(out, 'w+');
  const [begun, cpu] = [performance.now(), process.cpuUsage()];
  const writer = new CorpusWriter(file, 'compact', prefixBitsFor('compact', batch.length));
  writer.append(batch);
  writer.finish(ORIGIN);
  const { user, system } = process.cpuUsage(cpu);
  const wall = (performance.now() - begun) * 1000;
  closeSync(file);
  return { perCpu: batch.length / (user + system), perWall: batch.length / wall };
}

const PWCTL = fileURLToPath(new URL('../../dist/apps/pwctl/src/main.js', import.meta.url));
const TELL = `data:text/javascript,process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  console.log(JSON.stringify({ cpu: userCPUTime + systemCPUTime, maxRSS }));
})`;

/** The command as an operator runs it, its start included. */
function pwctlBuild(text, out, lines) {
  const begun = performance.now();
  const args = ['--import', TELL, PWCTL, 'breach', 'build', text, '--out', out];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const wall = (performance.now() - begun) * 1000;
  const { cpu, maxRSS } = JSON.parse(stdout.trim().split('\n').at(-1));
  return { perCpu: lines / cpu, perWall: lines / wall, peakMiB: maxRSS / 1024 };
}
