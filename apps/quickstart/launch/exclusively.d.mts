export function exclusively<Result>(
  lock: string,
  work: () => Promise<Result>,
  say?: (text: string) => void,
): Promise<Result>;
