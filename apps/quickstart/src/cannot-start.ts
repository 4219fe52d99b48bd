/** Why this start ends here and what a person can do about it: printed without a stack. */
export class CannotStart extends Error {}

const NOT_ALLOWED = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

/** The operating system's word for what went wrong, or nothing. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** Turns "permission denied" about `path` into what to do; every other error passes. */
export function explained(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (!NOT_ALLOWED.includes(code)) return error;
  return new CannotStart(
    `${path} cannot be written (${code}).\n` +
      'Choose a folder that you may write to: LATCHKEY_DATA_DIR=/path/to/folder npm start',
    { cause: error },
  );
}
