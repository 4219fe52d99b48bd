import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { BuiltInCorpus, CorpusFile, sha1Of } from '../../dist/libs/breach-corpus/src/index.js';
import { prefixBitsFor } from '../../dist/libs/breach-corpus/src/format/layout.js';
import { forEachHash, generator, writeHashCounts } from '../support/synthetic-hashes.mjs';
import { builds } from './breach-build.mjs';
import { besideRangeServer } from './breach-stall.mjs';
import { median, round } from './load.mjs';

const ENTRIES = Number(process.env.LATCHKEY_BENCH_ENTRIES ?? 50_000_000);
const FILTER_ENTRIES = Math.min(ENTRIES, 1_000_000);
const SEED = 50;

/** Builds and look-ups of a corpus, beside two filters that peers use. */
export async function measure({ rounds, seconds }) {
  await besideRangeServer({ rounds, seconds });
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-breach-'));
  try {
    const [text, unsorted] = ['hashes.txt', 'unsorted.txt'].map((name) => join(folder, name));
    const out = join(folder, 'corpus.lbc');
    const lines = writeHashCounts(text, ENTRIES, SEED);
    writeHashCounts(unsorted, ENTRIES, SEED, '\n', [2, 3, 0, 1, 4]);
    console.log(`${lines} entries; ${round(statSync(text).size / 1e9)} GB of text`);
    builds({ text, unsorted, out, entries: ENTRIES, lines, seed: SEED }, rounds);
    readerWithLittleMemory(out);
    lookUps(out);
    filters();
    extrapolate(out, lines);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const READER = fileURLToPath(new URL('../support/breach-reader.mjs', import.meta.url));

/** Asks for every tenth entry, and a million strangers, from a process with 48 MB of heap. */
function readerWithLittleMemory(out) {
  const args = ['--max-old-space-size=48', READER, out, ENTRIES, SEED, 10].map(String);
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  const { asked, missing, falsePositives, strangers, grown } = JSON.parse(stdout);
  console.log(
    `reader with 48 MB of heap: ${missing} of ${asked} entries missed, ${falsePositives} of ${strangers} ` +
      `strangers taken for breached; ${round(grown / 2 ** 20, 1)} MiB more with the corpus open`,
  );
}

const LOOK_UPS = 200_000;

function lookUps(out) {
  const opens = Array.from({ length: 9 }, () => {
    const begun = performance.now();
    CorpusFile.open(out).close();
    return performance.now() - begun;
  });
  const before = process.memoryUsage.rss();
  const corpus = CorpusFile.open(out);
  const words = Array.from({ length: 20_000 }, (_, at) => `password-${at}`);
  const hashes = words.map((word) => sha1Of(word));
  const hash = each((at) => sha1Of(words[at % words.length]));
  evict(out);
  const cold = timed(2_000, (at) => corpus.find(hashes[at]));
  for (const one of hashes) corpus.find(one);
  const hot = each((at) => corpus.find(hashes[at % hashes.length]));
  const whole = each((at) => corpus.find(sha1Of(words[at % words.length])));
  const grown = (process.memoryUsage.rss() - before) / 2 ** 20;
  corpus.close();
  const builtIn = new BuiltInCorpus();
  const small = each((at) => builtIn.file.find(hashes[at % hashes.length]));
  console.log(`open: median ${round(median(opens))} ms`);
  console.log(
    `look-up hot: median ${round(hot)} µs; with SHA-1 of the password ${round(whole)} µs`,
  );
  console.log(`  SHA-1 alone ${round(hash)} µs; built-in list (full suffixes) ${round(small)} µs`);
  console.log(`look-up cold (its pages dropped where the system lets us): ${round(cold)} µs`);
  console.log(`memory: ${round(grown, 1)} MiB more after ${2 * LOOK_UPS} look-ups`);
}

/** The median of single calls, in microseconds; the clock itself costs some 50 ns of each. */
function timed(calls, work) {
  const times = new Float64Array(calls);
  for (let at = 0; at < calls; at += 1) {
    const begun = performance.now();
    work(at);
    times[at] = performance.now() - begun;
  }
  return times.sort()[calls >> 1] * 1000;
}

/** The median over runs of a thousand calls, in microseconds: free of the clock's own cost. */
function each(work) {
  const runs = [];
  for (let at = 0; at < LOOK_UPS; at += 1_000) {
    const begun = performance.now();
    for (let one = at; one < at + 1_000; one += 1) work(one);
    runs.push(performance.now() - begun);
  }
  return median(runs);
}

/** Asks the system to forget a file's pages (Linux, GNU dd). */
const evict = (path) =>
  spawnSync('dd', [`of=${path}`, 'oflag=nocache', 'conv=notrunc,fdatasync', 'count=0']);

/** Each in a process of its own, so that its memory is its own. */
function filters() {
  for (const name of ['bloom', 'fuse']) {
    const args = ['--max-old-space-size=8192', fileURLToPath(import.meta.url), name];
    const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    process.stdout.write(stdout || stderr);
  }
}

const NAMES = {
  bloom: 'Bloom filter (bloom-filters 3.0.4)',
  fuse: 'binary fuse filter (binary-fuse-filter 1.0.0)',
};

async function filter(name) {
  const { createRequire } = await import('node:module');
  const require = createRequire(import.meta.url);
  const before = process.memoryUsage.rss();
  const begun = performance.now();
  const contains = BUILD[name](require);
  const seconds = (performance.now() - begun) / 1000;
  const grown = (process.memoryUsage.rss() - before) / FILTER_ENTRIES;
  const random = generator(SEED + 1);
  let hits = 0;
  const begunAsking = performance.now();
  for (let at = 0; at < LOOK_UPS; at += 1) if (contains(random(), random())) hits += 1;
  const micros = ((performance.now() - begunAsking) / LOOK_UPS) * 1000;
  console.log(
    `${NAMES[name]}, ${FILTER_ENTRIES} entries: built at ${round(FILTER_ENTRIES / seconds / 1e6, 3)} M/s; ` +
      `look-up ${round(micros)} µs; ${round(grown, 1)} bytes of memory an entry; ` +
      `false positives ${(hits / LOOK_UPS).toExponential(1)}; no counts`,
  );
}

const BUILD = {
  bloom(require) {
    const { BloomFilter } = require('bloom-filters');
    const made = BloomFilter.create(FILTER_ENTRIES, 1e-6);
    forEachHash(FILTER_ENTRIES, SEED, ([high, low]) => made.add(`${high}.${low}`));
    return (high, low) => made.has(`${high}.${low}`);
  },
  fuse(require) {
    const { populateBinaryFuse8 } = require('binary-fuse-filter');
    const keys = [];
    forEachHash(FILTER_ENTRIES, SEED, ([high, low]) =>
      keys.push((BigInt(high) << 32n) | BigInt(low)),
    );
    const [made] = populateBinaryFuse8(BigUint64Array.from(keys));
    return (high, low) => made.contains((BigInt(high) << 32n) | BigInt(low));
  },
};

function extrapolate(out, written) {
  const entries = 2e9;
  const bits = prefixBitsFor('compact', entries);
  const bytes = (4096 + 8 * 2 ** bits + 4 * entries) / entries;
  console.log(
    `computed for 2e9: ${bits} bits, ${round(bytes, 3)} bytes an entry, index ${round((4 * 2 ** bits) / 2 ** 20, 1)} MiB, ` +
      `false positives ${(entries / 2 ** (bits + 28)).toExponential(2)} (measured file: ${written} entries, ${statSync(out).size} bytes)`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await filter(process.argv[2]);
