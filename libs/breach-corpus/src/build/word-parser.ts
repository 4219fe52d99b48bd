import { sha1Of, wordOf } from '../format/sha1.js';
import type { Flavour } from '../format/layout.js';
import { Batch, CARRIED_BYTES } from './records.js';
import type { TakeBatch } from './records.js';

const LF = 10;

/** Turns passwords, one in a line, into batches of entries. Seen at least once: more is not known. */
export class WordParser {
  readonly #batch: Batch;

  constructor(
    private readonly flavour: Flavour,
    private readonly take: TakeBatch,
  ) {
    this.#batch = new Batch(flavour);
  }

  /** Reads whole lines; answers how many bytes they were. With `last` the rest is a line too. */
  parse(text: Buffer, last: boolean): number {
    let at = 0;
    for (let end = text.indexOf(LF); end !== -1; end = text.indexOf(LF, at)) {
      this.#word(text.toString('utf8', at, end));
      at = end + 1;
    }
    if (!last) return at;
    if (at < text.length) this.#word(text.toString('utf8', at));
    return text.length;
  }

  flush(): void {
    if (this.#batch.length > 0) this.take(this.#batch);
    this.#batch.length = 0;
  }

  /** Hashed as a password is when it is set: normalised, never trimmed; the line's end is not its. */
  #word(line: string): void {
    const word = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (word === '') return;
    const sha1 = sha1Of(word.normalize('NFC'));
    const batch = this.#batch;
    if (this.flavour === 'compact') {
      batch.words[2 * batch.length] = wordOf(sha1, 4) & ~15;
      batch.words[2 * batch.length + 1] = wordOf(sha1, 0);
    } else {
      const at = batch.length * CARRIED_BYTES.full;
      batch.bytes.write(sha1, at, 'latin1');
      batch.bytes.writeUInt32LE(1, at + 20);
    }
    batch.length += 1;
    if (batch.full) this.flush();
  }
}
