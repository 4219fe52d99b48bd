export const MOMENTS: readonly string[];
/** What was found wrong; nothing is what should come of it. */
export function sweepDatabase(
  times: number,
  say?: (line: string) => void,
): Promise<readonly string[]>;
