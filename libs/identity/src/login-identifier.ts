/** The namespaces in which people are found. Types never overlap: the same text in two is two. */
export const IDENTIFIER_TYPES = ['EMAIL', 'MOBILE', 'USERNAME', 'EXTERNALID'] as const;

export type IdentifierType = (typeof IDENTIFIER_TYPES)[number];

export interface LoginIdentifier {
  readonly type: IdentifierType;
  /** As the person wrote it. */
  readonly value: string;
  /** What it is found by, unique per tenant and type. */
  readonly lookup: string;
}

export const isIdentifierType = (text: string): text is IdentifierType =>
  (IDENTIFIER_TYPES as readonly string[]).includes(text);
