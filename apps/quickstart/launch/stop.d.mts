export class Stop extends Error {}
export function orStop<Result>(work: () => Promise<Result>): Promise<Result>;
export function unwritable(error: unknown, path: string, remedy: string): unknown;
