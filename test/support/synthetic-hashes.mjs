import { closeSync, openSync, writeSync } from 'node:fs';

/**
 * Hashes as a published list has them, in order, from a seed: independent and evenly spread, most of
 * them rare and a few seen millions of times. The same seed makes the same list everywhere.
 */
export function forEachHash(entries, seed, visit) {
  const random = generator(seed);
  const words = new Uint32Array(5);
  // Gaps between points that fall independently are exponential.
  const mean = 2 ** 48 / entries;
  let point = 0;
  let before = -1;
  let made = 0;
  for (;;) {
    point += -Math.log((random() + 1) / 2 ** 32) * mean;
    if (point >= 2 ** 48) return made;
    const whole = Math.floor(point);
    // Of 50 million a few would share these 48 bits, and be in no order.
    if (whole === before) continue;
    before = whole;
    words[0] = Math.floor(whole / 65_536);
    words[1] = (whole % 65_536) * 65_536 + (random() >>> 16);
    for (let at = 2; at < 5; at += 1) words[at] = random();
    visit(words, countFrom(random));
    made += 1;
  }
}

/** How often a password was seen falls with its rank, about as 1/rank. */
const countFrom = (random) => Math.min(Math.floor(2 ** 32 / (random() + 1)), 90_000_000);

/** xorshift128: four words of state, fast and the same everywhere. */
export function generator(seed) {
  let [x, y, z, w] = [seed >>> 0 || 1, 362436069, 521288629, 88675123];
  const next = () => {
    const t = (x ^ (x << 11)) >>> 0;
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w;
  };
  for (let at = 0; at < 16; at += 1) next();
  return next;
}

const DIGITS = Buffer.from('0123456789ABCDEF');

/** Writes 40 digits; answers where they end. */
export function writeHex(words, into, at) {
  for (let word = 0; word < 5; word += 1) {
    for (let shift = 28; shift >= 0; shift -= 4) into[at++] = DIGITS[(words[word] >>> shift) & 15];
  }
  return at;
}

export const hexOf = (words) => {
  const into = Buffer.alloc(40);
  writeHex(words, into, 0);
  return into.toString('latin1');
};

/**
 * One `HASH:COUNT` text; answers how many lines it has. In order, unless the words of each hash stand
 * in another one.
 */
export function writeHashCounts(path, entries, seed, end = '\n', order = [0, 1, 2, 3, 4]) {
  const file = openSync(path, 'w');
  const buffer = Buffer.alloc(1 << 20);
  const ordered = new Uint32Array(5);
  let filled = 0;
  const made = forEachHash(entries, seed, (words, count) => {
    if (filled > buffer.length - 64) {
      writeSync(file, buffer, 0, filled);
      filled = 0;
    }
    for (let at = 0; at < 5; at += 1) ordered[at] = words[order[at]];
    filled = writeHex(ordered, buffer, filled);
    filled += buffer.write(`:${count}${end}`, filled, 'latin1');
  });
  writeSync(file, buffer, 0, filled);
  closeSync(file);
  return made;
}
