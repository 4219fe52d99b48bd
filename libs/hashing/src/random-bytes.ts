/** The door to randomness: `randomBytes` of node:crypto, or a fixed sequence in tests. */
export type RandomBytes = (size: number) => Uint8Array;
