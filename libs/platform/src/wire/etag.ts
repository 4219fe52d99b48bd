/** The version of settings as a strong ETag (RFC 9110 §8.8.3). */
export const etagOf = ({ version }: { readonly version: number }): string => `"${String(version)}"`;

/** A strong ETag of ours, as RFC 9110 §13.1.1 wants it compared; anything else matches nothing. */
export function expectedVersion(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined) return undefined;
  const version = /^"(\d{1,15})"$/.exec(ifMatch.trim())?.[1];
  return version === undefined ? Number.NaN : Number(version);
}
