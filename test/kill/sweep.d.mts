export const POINTS: Readonly<Record<string, readonly string[]>>;
/** What was found wrong; nothing is what should come of it. */
export function sweep(
  folder: string,
  times: number,
  say?: (line: string) => void,
): Promise<readonly string[]>;
