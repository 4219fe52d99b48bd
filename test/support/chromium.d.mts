export const CHROMIUM_FLAGS: readonly string[];
export function obtainChromium(
  say?: (text: string) => void,
): Promise<{ readonly path: string; readonly version: string } | { readonly missing: string }>;
