import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  buildCorpus,
  CorpusFile,
  pullRanges,
  rangeAnswer,
  sha1Of,
  verification,
} from '../../dist/libs/breach-corpus/src/index.js';
import { Egress } from '../../dist/libs/platform/src/index.js';
import { writeHashCounts } from '../support/synthetic-hashes.mjs';

const WORKER = fileURLToPath(new URL('../support/breach-worker.mjs', import.meta.url));

/** Every point of each task; one that is never hit fails the sweep. */
export const POINTS = {
  stream: ['stream saved', 'stream marked', 'complete', 'in place'],
  sort: ['scatter saved', 'scatter marked', 'merge saved', 'merge marked', 'complete', 'in place'],
  pull: ['range written', 'range in place', 'verified', 'complete'],
  swap: ['staged', 'renamed', 'swapped', 'answered'],
};

/** Runs a worker; answers how it ended and what it printed. */
export function run(order) {
  const child = spawn(process.execPath, [WORKER, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  return new Promise((ended) => {
    child.on('close', (code, signal) => ended({ code, signal, printed }));
  });
}

/** The whole of a corpus, or why it may not be asked. */
export function soundness(path) {
  try {
    const corpus = CorpusFile.open(path);
    for (const _ of verification(corpus, path)) void _;
    corpus.close();
    return 'sound';
  } catch (error) {
    return String(error);
  }
}

/** Kills every task at every point, `times` times each, and looks at what is in service then. */
export async function sweep(folder, times, say = () => undefined) {
  const stage = await prepare(folder);
  try {
    const harm = [];
    for (const [name, points] of Object.entries(POINTS)) {
      for (const point of points) {
        for (let nth = 1; nth <= times; nth += 1) {
          const found = await TASKS[name](stage, point, 1 + ((nth - 1) % 2));
          if (found) harm.push(`${name} at ${point}, ${nth}: ${found}`);
        }
        say(`${name}, ${point}: ${times} kills`);
      }
    }
    return harm;
  } finally {
    stage.close();
  }
}

async function prepare(folder) {
  const at = (name) => join(folder, name);
  mkdirSync(folder, { recursive: true });
  // Two pieces of a megabyte: two marks.
  writeHashCounts(at('sorted.txt'), 40_000, 1);
  const lines = readFileSync(at('sorted.txt'), 'latin1').trimEnd().split('\n');
  writeFileSync(at('unsorted.txt'), lines.reverse().join('\n'));
  writeFileSync(at('words.txt'), 'password\n');
  const build = (paths, out, flavour) =>
    buildCorpus({
      paths: paths.map(at),
      out: at(out),
      flavour,
      sourceDate: new Date('2026-11-01'),
    });
  await build(['sorted.txt'], 'stream.lbc', 'compact');
  await build(['words.txt'], 'before.lbc', 'compact');
  await build(['words.txt', 'sorted.txt'], 'ranges.lbc', 'full');
  const ranges = CorpusFile.open(at('ranges.lbc'));
  const server = createServer((request, response) => {
    const prefix = request.url.slice('/range/'.length);
    const reply = rangeAnswer(ranges, { prefix, headers: request.headers });
    response.writeHead(reply.status, { ...reply.headers, 'content-length': reply.body.length });
    response.end(reply.body);
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const baseUrl = `http://127.0.0.1:${server.address().port}/range/`;
  const egress = new Egress({ allowPrivate: true });
  const close = () => {
    ranges.close();
    egress.close();
    server.close();
  };
  return { at, baseUrl, egress, close };
}

/** In JSON on its way to another process. */
const ABOUT = { sourceDate: new Date('2026-11-01'), sourceName: 'kill' };

/** Marks often, and sorts in eight parts. */
const SMALL = { markEvery: 20_000, mostInMemory: 100_000 };

/** Whether it came to its end. */
const ended = (work) =>
  work.then(
    () => true,
    () => false,
  );

/** A kill must leave the corpus before or the one after, and the same call must then finish. */
const building =
  (source) =>
  async ({ at }, point, nth) => {
    const out = at('out.lbc');
    rmSync(`${out}.building.json`, { force: true });
    copyFileSync(at('before.lbc'), out);
    const order = { paths: [at(source)], out, flavour: 'compact', ...SMALL, ...ABOUT };
    const once = ['complete', 'in place'].includes(point);
    const killed = await run({ ...order, task: 'build', point, nth: once ? 1 : nth });
    if (killed.signal !== 'SIGKILL') return 'was never hit';
    const left = soundness(out);
    if (left !== 'sound') return left;
    if (!(await ended(buildCorpus(order)))) return 'could not go on';
    const corpus = CorpusFile.open(out);
    const { entries } = corpus.header;
    corpus.close();
    return soundness(out) === 'sound' && entries > 39_000 ? undefined : 'is not what it should be';
  };

const TASKS = {
  stream: building('sorted.txt'),
  sort: building('unsorted.txt'),

  async pull({ at, baseUrl, egress }, point, nth) {
    const folder = at('pulled');
    rmSync(folder, { recursive: true, force: true });
    const order = { folder, baseUrl, ranges: 64, parallel: 4 };
    const once = POINTS.pull.indexOf(point) > 1;
    const killed = await run({ ...order, task: 'pull', point, nth: once ? 1 : nth * 20 });
    if (killed.signal !== 'SIGKILL') return 'was never hit';
    const paths = [folder];
    const make = { paths, out: at('pulled.lbc'), flavour: 'full', allowMissingRanges: true };
    const early = await ended(buildCorpus(make));
    if (early !== (point === 'complete')) return `half a pull was ${early ? 'built' : 'refused'}`;
    if (!(await ended(pullRanges({ ...order, egress })))) return 'could not go on';
    await buildCorpus(make);
    return soundness(at('pulled.lbc')) === 'sound' ? undefined : 'is not what it should be';
  },

  async swap({ at }, point, nth) {
    const live = at('live.lbc');
    copyFileSync(at('before.lbc'), live);
    const generations = [1, 2, 3].map((n) => at(`generation-${n}.lbc`));
    for (const generation of generations) copyFileSync(at('ranges.lbc'), generation);
    const { signal, printed } = await run({
      task: 'swap',
      generations,
      live,
      word: 'password',
      point,
      nth,
    });
    if (signal !== 'SIGKILL') return 'was never hit';
    if (printed.includes('problem')) return printed;
    if (!existsSync(live) || soundness(live) !== 'sound') return 'left a bad file';
    const corpus = CorpusFile.open(live);
    const known = corpus.find(sha1Of('password')) > 0;
    corpus.close();
    return known ? undefined : 'lost a password';
  },
};
