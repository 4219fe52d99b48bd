/** Why this start ends here and what a person can do about it: printed without a stack. */
export class CannotStart extends Error {}

const NOT_ALLOWED = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

/** Turns "permission denied" about `path` into what to do; every other error passes. */
export function explained(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!NOT_ALLOWED.includes(code)) return error;
  return new CannotStart(
    `${path} cannot be written (${code}).\n` +
      'Choose a folder that you may write to: LATCHKEY_DATA_DIR=/path/to/folder npm start',
    { cause: error },
  );
}
