/** A reason not to go on that a person can act on: printed without a stack. */
export class Stop extends Error {}

/** Runs a command of ours; a `Stop` is told in its own words, anything else with its stack. */
export async function orStop(work) {
  try {
    return await work();
  } catch (error) {
    console.error(error instanceof Stop ? `\n${error.message}\n` : error);
    process.exit(1);
  }
}

/** Turns "permission denied" into what to do about it; every other error passes. */
export function unwritable(error, path, remedy) {
  if (!['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) return error;
  return new Stop(`${path} cannot be written (${error.code}).\n${remedy}`);
}
