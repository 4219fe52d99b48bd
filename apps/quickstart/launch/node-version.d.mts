export function nodeIsRecent(version?: string): void;
