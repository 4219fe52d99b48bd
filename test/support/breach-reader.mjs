/**
 * A process with little memory that finds every entry of a synthetic corpus, or every nth, and tells what that took:
 * node --max-old-space-size=48 breach-reader.mjs <file> <entries> <seed> [<every>]
 */
import { CorpusFile } from '../../dist/libs/breach-corpus/src/index.js';
import { forEachHash, generator } from './synthetic-hashes.mjs';

const [path, entries, seed, every = 1] = process.argv.slice(2);
const before = process.memoryUsage.rss();
const corpus = CorpusFile.open(path);
const bytes = Buffer.alloc(20);
const found = (words) => {
  for (let at = 0; at < 5; at += 1) bytes.writeUInt32BE(words[at], 4 * at);
  return corpus.find(bytes.toString('latin1'));
};

let [missing, lied, asked, made] = [0, 0, 0, 0];
forEachHash(Number(entries), Number(seed), (words, count) => {
  made += 1;
  if (made % Number(every) !== 0) return;
  asked += 1;
  const atLeast = found(words);
  if (atLeast === 0) missing += 1;
  if (atLeast > count) lied += 1;
});

const random = generator(Number(seed) + 1);
const strangers = 1_000_000;
let falsePositives = 0;
for (let n = 0; n < strangers; n += 1) {
  if (found(Uint32Array.from([random(), random(), random(), random(), random()])) > 0) {
    falsePositives += 1;
  }
}
const grown = process.memoryUsage.rss() - before;
console.log(JSON.stringify({ asked, missing, lied, falsePositives, strangers, grown }));
