/** The value of a hexadecimal digit by its character code; -1 for what is none. */
export const HEX = Int8Array.from({ length: 256 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit;
});
