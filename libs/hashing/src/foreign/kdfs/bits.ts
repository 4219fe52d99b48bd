/** The bits of a length, lowest first, as long as there are any: md5crypt's way to stir it in. */
export function bitsOf(length: number): boolean[] {
  const bits: boolean[] = [];
  for (let left = length; left > 0; left >>= 1) bits.push((left & 1) === 1);
  return bits;
}
