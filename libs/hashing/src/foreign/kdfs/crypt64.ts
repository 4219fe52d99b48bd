/** The alphabet of crypt(3): other digits than base64's, and the low bits first. */
const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `order` takes bytes three by three, the highest first, as each scheme shuffles them. */
export function crypt64(bytes: Uint8Array, order: readonly number[]): string {
  let text = '';
  for (let at = 0; at < order.length; at += 3) {
    const group = order.slice(at, at + 3).map((index) => bytes[index] ?? 0);
    const value = group.reduce((sum, byte) => sum * 256 + byte, 0);
    text += digits(value, Math.ceil((group.length * 8) / 6));
  }
  return text;
}

/** Undoes `crypt64`; undefined if the text is none, or another text says the same bytes. */
export function fromCrypt64(text: string, order: readonly number[]): Uint8Array | undefined {
  const bytes = new Uint8Array(order.length);
  let at = 0;
  for (let index = 0; index < order.length; index += 3) {
    const group = order.slice(index, index + 3);
    const length = Math.ceil((group.length * 8) / 6);
    let value = valueOf(text.slice(at, at + length));
    at += length;
    for (const place of [...group].reverse()) {
      bytes[place] = value % 256;
      value = Math.floor(value / 256);
    }
  }
  return crypt64(bytes, order) === text ? bytes : undefined;
}

/** The first byte lowest, as phpass and Drupal spell theirs: groups of three, reversed. */
export const lowFirst = (bytes: number): readonly number[] =>
  Array.from({ length: Math.ceil(bytes / 3) }, (_, group) =>
    [2, 1, 0].map((place) => group * 3 + place).filter((place) => place < bytes),
  ).flat();

export const digitOf = (character: string): number => ALPHABET.indexOf(character);

function digits(value: number, length: number): string {
  let text = '';
  for (let left = value, at = 0; at < length; at += 1, left = Math.floor(left / 64)) {
    text += ALPHABET[left % 64];
  }
  return text;
}

const valueOf = (text: string): number =>
  [...text].reduceRight((sum, character) => sum * 64 + Math.max(digitOf(character), 0), 0);
