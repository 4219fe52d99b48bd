/** What goes over the wire. `body` may be anything JSON can say, or raw text. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** The body byte for byte, as UTF-8. */
  readonly text: string;
}

/** The field names and values of a change, before a dialect spells them. Absent means not sent. */
export interface ChangeFields {
  readonly current?: unknown;
  readonly next?: unknown;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** One published interface, as its clients speak it: how to ask, and how each answer is worded. */
export interface Tongue {
  readonly name: string;
  change(fields: ChangeFields): Sent;
  /** How this interface says that the change is done. */
  readonly done: unknown;
  /** How this interface says a refusal that the native interface calls `word`. */
  refusal(word: string): { readonly status: number; readonly body: unknown };
  /** How it says that a field is empty or absent, where it does not say `invalid_request`. */
  readonly empty?: Readonly<Record<'current' | 'next', { status: number; body: unknown }>>;
  /** Its clients carry a change ticket in the body in place of an access token. */
  readonly ticketed?: true;
  /** The names of the two password fields, for malformed requests. */
  readonly fields: { readonly current: string; readonly next: string };
}
