import { folded } from './folding.js';
import type { WordSource } from './violation.js';

export interface ContextWord {
  readonly source: WordSource;
  readonly text: string;
}

/** Words that a password must not be made of, ready to be looked up. */
export interface WordIndex {
  /** Where the words come from that the folded password is, but for its affixes. */
  sourcesOf(folded: string): readonly WordSource[];
}

/** What may stand before and after a word, together, without making it another one. */
const AFFIXES = 4;

/**
 * Words folded and indexed, so that a password is looked up in 15 ways however many words there are.
 * Preparing 10,000 takes some milliseconds: once per list, not per password.
 */
export class ContextWords implements WordIndex {
  readonly #sources = new Map<string, readonly WordSource[]>();

  constructor(words: Iterable<ContextWord>) {
    for (const { source, text } of words) {
      const key = folded(text);
      const before = this.#sources.get(key) ?? [];
      // A word of separators only would be every password of separators only.
      if (key !== '' && !before.includes(source)) this.#sources.set(key, [...before, source]);
    }
  }

  sourcesOf(password: string): readonly WordSource[] {
    if (this.#sources.size === 0) return [];
    return cores(password).flatMap((core) => this.#sources.get(core) ?? []);
  }
}

/** What may stand in the middle of a folded password: itself without up to four code points. */
export function cores(password: string): readonly string[] {
  const found: string[] = [];
  const starts = boundaries(password, 0, 1);
  const ends = boundaries(password, password.length, -1);
  starts.forEach((start, before) => {
    for (let after = 0; after <= AFFIXES - before; after += 1) {
      const end = ends[after];
      if (end === undefined || end <= start) break;
      found.push(password.slice(start, end));
    }
  });
  return found;
}

/** The first positions between code points, from one end of the text inwards. */
function boundaries(text: string, from: number, direction: 1 | -1): number[] {
  const found = [from];
  for (let at = from; found.length <= AFFIXES;) {
    at += direction * widthAt(text, direction === 1 ? at : at - 2);
    if (at < 0 || at > text.length) break;
    found.push(at);
  }
  return found;
}

const widthAt = (text: string, at: number): 1 | 2 => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
