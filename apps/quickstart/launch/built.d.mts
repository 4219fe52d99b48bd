export function built(root: string, say?: (text: string) => void): Promise<boolean>;
