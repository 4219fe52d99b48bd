import { classOf } from '../format/count-classes.js';
import type { Flavour } from '../format/layout.js';
import { Batch, FULL_WORDS, swapped } from './records.js';
import type { TakeBatch } from './records.js';
import { HEX, HEX_PAIR } from './hex.js';
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
  }

  /** Reads whole lines; answers how many bytes they were. With `last` the rest is a line too. */
  parse(text: Buffer, last: boolean): number {
    const view = new DataView(text.buffer, text.byteOffset, text.length);
    const compact = this.flavour === 'compact';
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
      const sound = compact ? this.#compact(view, colon, count) : this.#full(view, colon, count);
      if (text[colon] !== COLON || !sound) throw this.#malformed();
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

  /** The 60 bits that are kept; what follows them must be digits all the same. */
  #compact(text: DataView, colon: number, count: number): boolean {
    const hash = colon - HASH_DIGITS;
    const lead = this.#lead(text, hash);
    const fourth = pairAt(text, hash + 6);
    const fifth = pairAt(text, hash + 8);
    const sixth = pairAt(text, hash + 10);
    const seventh = pairAt(text, hash + 12);
    const eighth = pairAt(text, hash + 14);
    let all = lead | fourth | fifth | sixth | seventh | eighth;
    for (let at = hash + 16; at < colon; at += 2) all |= pairAt(text, at);
    if (all < 0 || this.#leftOut(count)) return all >= 0;
    const { words, length } = this.#batch;
    const low = (fifth << 24) | (sixth << 16) | (seventh << 8) | (eighth & ~15);
    words[2 * length] = low | classOf(count);
    words[2 * length + 1] = (lead << 8) | fourth;
    this.#added();
    return true;
  }

  #full(text: DataView, colon: number, count: number): boolean {
    const hash = colon - HASH_DIGITS;
    const { words, length } = this.#batch;
    const entry = length * FULL_WORDS;
    const lead = this.#lead(text, hash);
    const fourth = pairAt(text, hash + 6);
    let all = lead | fourth;
    words[entry] = swapped((lead << 8) | fourth);
    for (let word = 1; word < 5; word += 1) {
      const at = hash + 8 * word;
      const low = pairAt(text, at) | (pairAt(text, at + 2) << 8);
      const high = pairAt(text, at + 4) | (pairAt(text, at + 6) << 8);
      all |= low | high;
      words[entry + word] = low | (high << 16);
    }
    if (all < 0 || this.#leftOut(count)) return all >= 0;
    words[entry + 5] = count;
    this.#added();
    return true;
  }

  /** The first six digits of a hash, five of which are a range's own; negative if one is none. */
  #lead(text: DataView, hash: number): number {
    if (this.#digits === SUFFIX_DIGITS) {
      return (this.#prefix << 4) | (HEX[text.getUint8(hash + 5)] ?? -1);
    }
    return (pairAt(text, hash) << 16) | (pairAt(text, hash + 2) << 8) | pairAt(text, hash + 4);
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

/** A byte of a hash; negative unless both characters are digits. */
const pairAt = (text: DataView, at: number): number => HEX_PAIR[text.getUint16(at)] ?? -1;

const isBlank = (text: Buffer, from: number): boolean =>
  text.toString('latin1', from).trim() === '';
