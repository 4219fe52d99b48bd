export function installed(root: string, say?: (text: string) => void): Promise<void>;
export function complete(root: string): Promise<boolean>;
