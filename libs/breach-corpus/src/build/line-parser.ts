import { classOf } from '../format/count-classes.js';
import type { Flavour } from '../format/layout.js';
import { CARRIED_BYTES } from './records.js';
import { Batch } from './records.js';
import type { TakeBatch } from './records.js';
import { HEX } from './hex.js';
import { Malformed } from './malformed.js';

const [LF, CR, COLON, ZERO] = [10, 13, 58, 48];
const HASH_DIGITS = 40;
const SUFFIX_DIGITS = 35;
/** The count is the last field: a u32 holds it, and what is more is told as the most. */
const MOST_COUNT = 0xffff_ffff;

/** Turns `HASH:COUNT` lines, or `SUFFIX:COUNT` lines of a range, into batches of entries. */
export class LineParser {
  readonly #batch: Batch;
  #prefix = 0;
  #digits = HASH_DIGITS;
  #name = '';
  #line = 0;
  /** Set by the scan of a line's count: where the line ends. */
  #end = 0;
  readonly #nibbles = new Uint8Array(HASH_DIGITS);

  constructor(
    private readonly flavour: Flavour,
    private readonly minimumCount: number,
    private readonly take: TakeBatch,
  ) {
    this.#batch = new Batch(flavour);
  }

  /** From here on lines belong to this source; a range's lines lack its five digits. */
  begin(name: string, range?: number): void {
    this.#name = name;
    this.#line = 0;
    this.#prefix = range ?? 0;
    this.#digits = range === undefined ? HASH_DIGITS : SUFFIX_DIGITS;
    for (let at = 0; at < 5; at += 1) this.#nibbles[at] = (this.#prefix >>> (4 * (4 - at))) & 15;
  }

  /** Reads whole lines; answers how many bytes they were. With `last` the rest is a line too. */
  parse(text: Buffer, last: boolean): number {
    let at = 0;
    while (at < text.length) {
      // The shortest line is digits, a colon and one digit; a longer one may lack its end yet.
      const colon = at + this.#digits;
      const count = colon + 1 < text.length ? this.#countAt(text, colon + 1, last) : -1;
      if (count === -1) {
        if (!last) break;
        if (isBlank(text, at)) break;
        throw this.#malformed();
      }
      this.#line += 1;
      if (text[colon] !== COLON) throw this.#malformed();
      if (this.flavour === 'compact') this.#compact(text, at, count);
      else this.#full(text, at, count);
      at = this.#end;
    }
    return last ? text.length : at;
  }

  /** Hands over what has been gathered. */
  flush(): void {
    if (this.#batch.length > 0) this.take(this.#batch);
    this.#batch.length = 0;
  }

  /** -1: the text ends before the line does. */
  #countAt(text: Buffer, from: number, last: boolean): number {
    let count = 0;
    let at = from;
    for (; at < text.length; at += 1) {
      const digit = (text[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      count = count * 10 + digit;
    }
    if (at === from) throw this.#malformed(1);
    if (at === text.length && !last) return -1;
    if (text[at] === CR) at += 1;
    if (at < text.length && text[at] !== LF) throw this.#malformed(1);
    if (at === text.length && !last) return -1;
    this.#end = at + 1;
    return Math.min(count, MOST_COUNT);
  }

  /** `:0` is padding, not an entry. */
  #leftOut(count: number): boolean {
    return count < Math.max(this.minimumCount, 1);
  }

  #compact(text: Buffer, at: number, count: number): void {
    const [high, low] = [at + this.#digits - 32, at + this.#digits - 25];
    let [first, second, wrong] = [this.#prefix, 0, 0];
    for (let from = at; from < high; from += 1) {
      const digit = HEX[text[from] ?? 0] ?? -1;
      first = (first << 4) | digit;
      wrong |= digit;
    }
    for (let from = high; from < low; from += 1) {
      const digit = HEX[text[from] ?? 0] ?? -1;
      second = (second << 4) | digit;
      wrong |= digit;
    }
    for (let from = low; from < at + this.#digits; from += 1) wrong |= HEX[text[from] ?? 0] ?? -1;
    if (wrong < 0) throw this.#malformed();
    if (this.#leftOut(count)) return;
    const batch = this.#batch;
    batch.words[2 * batch.length] = (second << 4) | classOf(count);
    batch.words[2 * batch.length + 1] = first;
    this.#added();
  }

  #full(text: Buffer, at: number, count: number): void {
    const nibbles = this.#nibbles;
    const missing = HASH_DIGITS - this.#digits;
    let wrong = 0;
    for (let digit = 0; digit < this.#digits; digit += 1) {
      const value = HEX[text[at + digit] ?? 0] ?? -1;
      wrong |= value;
      nibbles[missing + digit] = value;
    }
    if (wrong < 0) throw this.#malformed();
    if (this.#leftOut(count)) return;
    const { bytes, length } = this.#batch;
    const into = length * CARRIED_BYTES.full;
    for (let byte = 0; byte < 20; byte += 1) {
      bytes[into + byte] = ((nibbles[2 * byte] ?? 0) << 4) | (nibbles[2 * byte + 1] ?? 0);
    }
    bytes.writeUInt32LE(count, into + 20);
    this.#added();
  }

  #added(): void {
    this.#batch.length += 1;
    if (this.#batch.full) this.flush();
  }

  #malformed(ahead = 0): Malformed {
    const shape = this.#digits === HASH_DIGITS ? 'HASH:COUNT' : 'SUFFIX:COUNT';
    return new Malformed(`${this.#name}: line ${this.#line + ahead} is not ${shape}`);
  }
}

const isBlank = (text: Buffer, from: number): boolean =>
  text.toString('latin1', from).trim() === '';
