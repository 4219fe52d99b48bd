export function welch(one: readonly number[], other: readonly number[]): number;
export function cropped(
  lots: ReadonlyMap<string, readonly number[]>,
  share: number,
): Map<string, readonly number[]>;
