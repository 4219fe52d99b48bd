import type { CharacterSet } from './character-set.js';
import { ANY, ESCAPED, others, range } from './character-set.js';

export type Node =
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'set'; readonly set: CharacterSet }
  | { readonly kind: 'again'; readonly group: number }
  | { readonly kind: 'group'; readonly number: number | undefined; readonly body: Sequence }
  | { readonly kind: 'ahead'; readonly holds: boolean; readonly body: Sequence };

export type Piece = Node & { readonly least: number; readonly most: number };
export type Sequence = readonly Piece[];

/** Somebody's pattern uses what is not understood here. */
export class NotUnderstood extends Error {}

const QUANTIFIER = /([*+?]|\{(\d{1,4})(,(\d{0,4}))?\})\??/y;
const SYMBOL = /[!-/:-@[-`{-~ ]/;

/** Reads a pattern as a text. It is never run: the tree is all that becomes of it. */
export class PatternReader {
  private at = 0;
  private groups = 0;

  constructor(private readonly text: string) {}

  /** @throws NotUnderstood */
  read(): Sequence {
    const sequence = this.sequence();
    if (this.at < this.text.length) throw new NotUnderstood();
    return sequence;
  }

  private sequence(): Sequence {
    const pieces: Piece[] = [];
    while (this.at < this.text.length && this.text[this.at] !== ')') {
      const node = this.node();
      pieces.push({ ...node, ...this.times() });
    }
    return pieces;
  }

  private node(): Node {
    if (this.taken('^')) return { kind: 'start' };
    if (this.taken('$')) return { kind: 'end' };
    if (this.taken('.')) return { kind: 'set', set: ANY };
    if (this.taken('(?=')) return { kind: 'ahead', holds: true, body: this.body() };
    if (this.taken('(?!')) return { kind: 'ahead', holds: false, body: this.body() };
    if (this.taken('(?:')) return { kind: 'group', number: undefined, body: this.body() };
    if (this.text.startsWith('(?', this.at)) throw new NotUnderstood();
    if (this.taken('(')) return { kind: 'group', number: (this.groups += 1), body: this.body() };
    if (this.taken('[')) return { kind: 'set', set: this.bracket() };
    if (this.taken('\\')) return this.escaped();
    return { kind: 'set', set: this.literal(/[^|*+?{}]/) };
  }

  private body(): Sequence {
    const body = this.sequence();
    if (!this.taken(')')) throw new NotUnderstood();
    return body;
  }

  private escaped(): Node {
    const next = this.text[this.at] ?? '';
    if (!/[1-9]/.test(next)) return { kind: 'set', set: this.escapedSet() };
    this.at += 1;
    return { kind: 'again', group: Number(next) };
  }

  private escapedSet(): CharacterSet {
    const set = ESCAPED[this.text[this.at] ?? ''];
    if (set === undefined) return this.literal(SYMBOL);
    this.at += 1;
    return set;
  }

  private bracket(): CharacterSet {
    const negated = this.taken('^');
    let set = 0n;
    while (!this.taken(']')) set |= this.member();
    return negated ? others(set) : set;
  }

  private member(): CharacterSet {
    if (this.taken('\\')) return this.escapedSet();
    const from = this.text[this.at] ?? '';
    const single = this.literal(/./);
    const to = this.text[this.at + 1];
    if (this.text[this.at] !== '-' || to === undefined || to === ']') return single;
    this.at += 2;
    return range(from, to) ?? refuse();
  }

  private literal(allowed: RegExp): CharacterSet {
    const character = this.text[this.at] ?? '';
    if (!allowed.test(character)) throw new NotUnderstood();
    this.at += 1;
    return range(character, character) ?? refuse();
  }

  private times(): { readonly least: number; readonly most: number } {
    QUANTIFIER.lastIndex = this.at;
    const [all = '', sign, from, comma, to] = QUANTIFIER.exec(this.text) ?? [];
    this.at += all.length;
    if (sign === undefined) return { least: 1, most: 1 };
    if (from === undefined)
      return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity };
    const least = Number(from);
    const most = comma === undefined ? least : to ? Number(to) : Infinity;
    return most < least ? refuse() : { least, most };
  }

  private taken(sign: string): boolean {
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }
}

function refuse(): never {
  throw new NotUnderstood();
}
