/** Keys of one purpose open nothing of another. Stored envelopes depend on these words. */
export const PURPOSES = {
  password: 'password',
  history: 'history',
  resetCode: 'reset-code',
} as const;
