import type { Answer, ApiClient, Refused, ResetStep, ResetWish, Routes } from '#libs/client';
import type { Estimator } from '#libs/password-policy';

import { violated } from '../password/refusals.js';
import type { ResetState, ResetTrouble, Way } from './reset-state.js';
import { BEGINNING, canSend, RESET_TROUBLES } from './reset-state.js';

export interface ResetMeans {
  readonly api: ApiClient<Routes>;
  /** Undefined: the tenant of the address, or the standard one. */
  readonly tenant: string | undefined;
  newKey(): string;
  loadEstimator(): Promise<Estimator>;
}

/** The steps of a forgotten password, without a screen. */
export class ResetFlow {
  #state: ResetState = BEGINNING;
  /** Of a password whose outcome is not known: the same again is the same request. */
  #key: string | undefined;

  constructor(
    private readonly means: ResetMeans,
    private readonly changed: (state: ResetState) => void,
  ) {}

  get state(): ResetState {
    return this.#state;
  }

  /** Somebody followed a link, or a form of another page sent them here. */
  async landed(fragment: string): Promise<void> {
    const told = new URLSearchParams(fragment);
    const of = (name: string): string => told.get(name) ?? '';
    const request = of('resetRequestId');
    if (of('reseted') === 'true') return this.#set({ step: 'done' });
    if (of('exchangeId')) return this.#proven({ request, exchange: of('exchangeId') });
    if (of('next')) return this.#set({ request, ...secondBy(of('next')) });
    if (of('error')) return this.#set({ trouble: troubleOf(of('error')) });
    if (request === '' || of('code') === '') return;
    this.#set({ request });
    await this.enterCode(of('code'));
    if (this.#state.trouble) this.#set({ step: 'ask' });
  }

  choose(way: Way): void {
    this.#set({ way });
  }

  async ask(name: string): Promise<void> {
    const { way } = this.#state;
    const { tenant } = this.means;
    const medium = way === 'sms' ? 'SMS' : 'EMAIL';
    const wish: ResetWish = {
      ...named(name.trim()),
      ...(tenant !== undefined && { tenant }),
      resetMedium: medium,
      processingType: way === 'link' ? 'LINK' : 'CODE',
    };
    const answer = await this.#sent('POST /users-srv/resetpassword/initiate', wish);
    if (answer.kind !== 'ok') return this.#failed(answer);
    const request = answer.body.data.rprq;
    this.#set({ step: way === 'link' ? 'sent' : 'code', medium, second: false, request });
  }

  async enterCode(code: string): Promise<void> {
    const { request: resetRequestId } = this.#state;
    const body = { resetRequestId, code: code.replace(/\s/g, '') };
    const answer = await this.#sent('POST /users-srv/resetpassword/validatecode', body);
    if (answer.kind !== 'ok') return this.#failed(answer);
    const step: ResetStep = answer.body.data;
    if ('next' in step) return this.#set(secondBy(step.next));
    await this.#proven({ request: resetRequestId, exchange: step.exchangeId });
  }

  type(field: 'next' | 'again', text: string): void {
    this.#key = undefined;
    const { trouble: _trouble, strength: _strength, ...kept } = this.#state;
    const strength = field === 'again' ? this.#state.strength : undefined;
    const base: ResetState = { ...kept, ...(strength && { strength }), violations: [] };
    this.#put({ ...base, [field]: text });
    if (field === 'next' && text !== '') void this.#estimate(text);
  }

  reveal(): void {
    this.#set({ visible: !this.#state.visible });
  }

  async submit(): Promise<void> {
    if (!canSend(this.#state) || this.#state.busy) return;
    const { request, exchange, next, again } = this.#state;
    const body = {
      resetRequestId: request,
      exchangeId: exchange,
      password: next,
      confirmPassword: again,
    };
    this.#key ??= this.means.newKey();
    const answer = await this.#sent('POST /users-srv/resetpassword/accept', body, this.#key);
    if (answer.kind !== 'ok') return this.#failed(answer);
    this.#put({ ...BEGINNING, step: 'done' });
  }

  beginAgain(): void {
    this.#put(BEGINNING);
  }

  async #proven(proof: { readonly request: string; readonly exchange: string }): Promise<void> {
    const { tenant } = this.means;
    const query = tenant === undefined ? {} : { query: { tenant } };
    const policy = await this.means.api.send('GET /password-srv/policy', query);
    this.#set({ ...proof, step: 'password', ...(policy.kind === 'ok' && { policy: policy.body }) });
  }

  async #estimate(text: string): Promise<void> {
    const estimator = await this.means.loadEstimator().catch(() => undefined);
    if (estimator && this.#state.next === text) this.#set({ strength: estimator(text, []) });
  }

  async #sent<Route extends keyof Routes & `POST /users-srv/${string}`>(
    route: Route,
    body: Routes[Route]['body'],
    idempotencyKey?: string,
  ): Promise<Answer<Routes[Route]['answer']>> {
    const { trouble: _trouble, ...rest } = this.#state;
    this.#put({ ...rest, busy: true });
    const given = { body, ...(idempotencyKey !== undefined && { idempotencyKey }) };
    const answer = await this.means.api.send(route, given);
    this.#set({ busy: false });
    return answer;
  }

  #failed(answer: Refused | { readonly kind: 'unreachable' }): void {
    if (answer.kind === 'unreachable') return this.#set({ trouble: 'unreachable' });
    if (answer.status < 500) this.#key = undefined;
    this.#set({ trouble: troubleOf(answer.code), violations: [...violated(answer)] });
  }

  #set(more: Partial<ResetState>): void {
    this.#put({ ...this.#state, ...more });
  }

  #put(state: ResetState): void {
    this.#state = state;
    this.changed(state);
  }
}

const troubleOf = (code: string): ResetTrouble =>
  RESET_TROUBLES.find((one) => one === code) ?? 'unexpected';

/** A second code comes by one of our ways; any other factor is not for this page to ask. */
const secondBy = (proof: string): Partial<ResetState> =>
  proof === 'SMS' || proof === 'EMAIL'
    ? { step: 'code', medium: proof, second: true }
    : { step: 'factor' };

/** What somebody typed, as what it most probably is. */
function named(name: string): { readonly email?: string; mobile?: string; username?: string } {
  if (name.includes('@')) return { email: name };
  return /^\+?[\d\s()/.-]{6,}$/.test(name) ? { mobile: name } : { username: name };
}
