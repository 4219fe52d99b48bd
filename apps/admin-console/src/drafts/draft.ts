import type { Answer } from '#libs/client';

/** Why a page cannot show or save something now. */
export type Trouble =
  | { readonly kind: 'unauthenticated' }
  /** Signed in, but too long ago for a change of settings. */
  | { readonly kind: 'step-up'; readonly maxAge?: number }
  | { readonly kind: 'forbidden' }
  /** Somebody else changed the same first; nothing was overwritten. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'busy'; readonly retryAfterSeconds?: number }
  /** No answer came. Nothing was lost: the draft is still here. */
  | { readonly kind: 'unreachable' };

export type Phase = 'loading' | 'ready' | 'saving' | 'saved';

/** Settings that somebody edits: as they are stored, as they are wished, and what stands between. */
export interface DraftState<Value> {
  readonly phase: Phase;
  readonly stored?: Value;
  readonly wished?: Value;
  readonly trouble?: Trouble;
  /** What somebody else saved meanwhile. The draft is kept until its author has decided. */
  readonly theirs?: Value;
}

export interface DraftStore<Value> {
  read(): Promise<Answer<Value>>;
  save(value: Value, etag: string | undefined): Promise<Answer<Value>>;
}

/** Plain JSON with its keys in one order: its text tells whether two are equal. */
export const sameJson = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Edits one document that others may edit, too. Never overwrites what its author has not seen. */
export class Draft<Value> {
  #state: DraftState<Value> = { phase: 'loading' };
  #etag: string | undefined;

  constructor(
    private readonly store: DraftStore<Value>,
    private readonly onChange: () => void,
  ) {}

  get state(): DraftState<Value> {
    return this.#state;
  }

  get isChanged(): boolean {
    const { stored, wished } = this.#state;
    return wished !== undefined && !sameJson(stored, wished);
  }

  async load(): Promise<void> {
    this.#become({ phase: 'loading' });
    const answer = await this.store.read();
    if (answer.kind !== 'ok') return this.#become({ phase: 'ready', trouble: troubleOf(answer) });
    this.#etag = answer.etag;
    this.#become({ phase: 'ready', stored: answer.body, wished: answer.body });
  }

  edit(wished: Value): void {
    const { stored, theirs } = this.#state;
    this.#become({
      phase: 'ready',
      wished,
      ...(stored !== undefined && { stored }),
      ...(theirs !== undefined && { theirs }),
    });
  }

  discard(): void {
    const { stored } = this.#state;
    if (stored !== undefined) this.#become({ phase: 'ready', stored, wished: stored });
  }

  async save(): Promise<void> {
    const { stored, wished, phase } = this.#state;
    if (wished === undefined || stored === undefined || phase === 'saving') return;
    this.#become({ phase: 'saving', stored, wished });
    const answer = await this.store.save(wished, this.#etag);
    if (answer.kind === 'ok') {
      this.#etag = answer.etag ?? this.#etag;
      return this.#become({ phase: 'saved', stored: answer.body, wished: answer.body });
    }
    if (answer.kind === 'refused' && answer.status === 412) return this.#met(stored, wished);
    this.#become({ phase: 'ready', stored, wished, trouble: troubleOf(answer) });
  }

  /** Takes what somebody else saved, and lets the draft go. */
  takeTheirs(): void {
    const { theirs } = this.#state;
    if (theirs !== undefined) this.#become({ phase: 'ready', stored: theirs, wished: theirs });
  }

  /** Keeps the draft: the next save replaces what somebody else saved, knowingly. */
  keepMine(): void {
    const { theirs, wished } = this.#state;
    if (theirs !== undefined && wished !== undefined) {
      this.#become({ phase: 'ready', stored: theirs, wished });
    }
  }

  async #met(stored: Value, wished: Value): Promise<void> {
    const answer = await this.store.read();
    if (answer.kind !== 'ok') {
      return this.#become({ phase: 'ready', stored, wished, trouble: troubleOf(answer) });
    }
    this.#etag = answer.etag;
    this.#become({ phase: 'ready', stored, wished, theirs: answer.body });
  }

  #become(state: DraftState<Value>): void {
    this.#state = state;
    this.onChange();
  }
}

/** What an answer that is not the wished one means for whoever looks at the page. */
export function troubleOf(answer: Exclude<Answer<unknown>, { readonly kind: 'ok' }>): Trouble {
  if (answer.kind === 'unreachable') return answer;
  const { status, body, challenge, retryAfterSeconds } = answer;
  if (challenge) {
    const { maxAge } = challenge;
    return { kind: 'step-up', ...(maxAge !== undefined && { maxAge }) };
  }
  if (status === 401) return { kind: 'unauthenticated' };
  if (status === 403) return { kind: 'forbidden' };
  if (status === 412) return { kind: 'conflict' };
  if (status === 429 || status === 503) {
    return { kind: 'busy', ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  }
  return { kind: 'refused', status, body };
}
