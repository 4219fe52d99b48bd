/** What a reset message tells beside its secret. */
export interface ResetFacts {
  readonly tenant: string;
  readonly minutes: number;
  /** The address that asked, where it is known. */
  readonly from?: string;
}

/** One language, as with notices. */
export interface ResetLanguage {
  /** What people call an account whose tenant has no printable name. */
  readonly account: string;
  readonly subject: (tenant: string) => string;
  code(code: string, facts: ResetFacts): string;
  link(link: string, facts: ResetFacts): string;
  /** One short message: what a telephone shows without being unlocked. */
  text(code: string, facts: ResetFacts): string;
}
