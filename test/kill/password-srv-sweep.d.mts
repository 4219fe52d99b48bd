export const POINTS: readonly string[];
/** What was found wrong; nothing is what should come of it. */
export function sweep(
  times: number,
  say?: (line: string) => void,
  progress?: (kills: number) => void,
): Promise<readonly string[]>;
