const DIGITS = '0123456789abcdef';

/** The value of a hexadecimal digit by its character code; -1 for what is none. */
export const HEX = Int8Array.from({ length: 256 }, (_, code) =>
  DIGITS.indexOf(String.fromCharCode(code).toLowerCase()),
);

/** The byte that two digits spell, by their big-endian 16 bits; -1 unless both are digits. */
export const HEX_PAIR = new Int16Array(65_536).fill(-1);

for (const [high, first] of HEX.entries()) {
  for (const [low, second] of HEX.entries()) {
    if (first >= 0 && second >= 0) HEX_PAIR[(high << 8) | low] = (first << 4) | second;
  }
}
