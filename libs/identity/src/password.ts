import { Secret } from './secret.js';

/**
 * A password as every part of the house sees it: NFC once, on set and on verify alike, and nothing
 * else (NIST SP 800-63B-4 §3.1.1.2; neither trimmed nor case-folded).
 */
export class Password extends Secret {
  /** Code points after NFC: the unit in which people and policies count. */
  readonly codePoints: number;
  /** UTF-8 bytes after NFC: the unit in which memory and hashing count. */
  readonly bytes: number;
  readonly #asTyped: string | undefined;

  constructor(text: string) {
    const normalised = text.normalize('NFC');
    super(normalised);
    this.#asTyped = text === normalised ? undefined : text;
    this.codePoints = Array.from(normalised).length;
    this.bytes = utf8Length(normalised);
  }

  /**
   * The text as it came, where that was not NFC. Other software may have hashed it so: an imported
   * hash is compared with both, and nothing else ever is.
   */
  revealAsTyped(): string | undefined {
    return this.#asTyped;
  }

  equals(other: Password): boolean {
    return this.reveal() === other.reveal();
  }
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
