/** The value of a hexadecimal digit by its character code; -1 for what is none. */
export const HEX = Int8Array.from({ length: 256 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit;
});

/** `digits` digits (at most 8) as a number, which may be negative; `wrong` if one is none. */
export function hexWord(text: Buffer, from: number, digits: number): number {
  let [value, wrong] = [0, 0];
  for (let at = from; at < from + digits; at += 1) {
    const digit = HEX[text[at] ?? 0] ?? -1;
    wrong |= digit;
    value = (value << 4) | digit;
  }
  return wrong < 0 ? Number.NaN : value >>> 0;
}
