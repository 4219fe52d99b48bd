import type { ApiClient, Routes } from '#libs/client';
import type { Estimator } from '#libs/password-policy';

import type { DialogEvent, Effect, Output } from './events.js';
import type { DialogState, StepUp } from './state.js';
import { CLOSED } from './state.js';
import { transition } from './transition.js';

/** What the dialog is given to act with. */
export interface DialogMeans {
  readonly api: ApiClient<Routes>;
  /** Large, so it is loaded with the first key. */
  loadEstimator(): Promise<Estimator>;
  newKey(): string;
  /** Runs `work` after a time and answers how to prevent it. */
  later(work: () => void, milliseconds: number): () => void;
}

/** What a host hears. */
export interface DialogListener {
  changed(state: DialogState): void;
  told(output: Output): void;
  stepUp?(asked: StepUp): void;
  navigate?(to: 'reset-password' | 'sign-in'): void;
  close?(): void;
}

/** Milliseconds without a key: somebody has stopped to think. */
const PAUSE_MS = 600;

/** The dialog without a screen: hosts of any framework show its state and send it what happens. */
export class PasswordDialog {
  #state: DialogState = CLOSED;
  #evaluation: (() => void) | undefined;

  constructor(
    private readonly means: DialogMeans,
    private readonly listener: DialogListener,
  ) {}

  get state(): DialogState {
    return this.#state;
  }

  send(event: DialogEvent): void {
    const { state, effects = [], output } = transition(this.#state, event);
    this.#state = state;
    this.listener.changed(state);
    if (output) this.listener.told(output);
    for (const effect of effects) this.#run(effect);
  }

  /** Sends what is typed; the key is drawn here, so that transitions stay pure. */
  submit(): void {
    this.send({ type: 'submitted', key: this.means.newKey() });
  }

  #run(effect: Effect): void {
    switch (effect.type) {
      case 'load':
        return void this.#load();
      case 'estimate':
        return void this.#estimate(effect.text);
      case 'evaluate':
        this.#evaluation?.();
        this.#evaluation = this.means.later(() => void this.#evaluate(effect.text), PAUSE_MS);
        return;
      case 'submit':
        this.#evaluation?.();
        this.means.later(() => void this.#submit(effect.key), effect.delayMs);
        return;
      case 'step_up':
        return this.listener.stepUp?.(effect.asked);
      case 'navigate':
        return this.listener.navigate?.(effect.to);
      case 'close':
        return this.listener.close?.();
    }
  }

  async #load(): Promise<void> {
    const answer = await this.means.api.send('GET /password-srv/requirements');
    this.send({ type: 'loaded', answer });
  }

  /** Without an estimator the dialog works all the same; the next key tries again. */
  async #estimate(text: string): Promise<void> {
    const estimator = await this.means.loadEstimator().catch(() => undefined);
    if (!estimator || text !== this.#state.texts.next) return;
    this.send({ type: 'estimated', text, strength: estimator(text, []) });
  }

  async #evaluate(password: string): Promise<void> {
    if (password !== this.#state.texts.next) return;
    const answer = await this.means.api.send('POST /password-srv/policy/evaluate', {
      body: { password },
    });
    // What could not be asked stays unknown, and is judged when it is sent.
    if (answer.kind !== 'ok') return;
    this.send({ type: 'evaluated', text: password, evaluation: answer.body });
  }

  async #submit(idempotencyKey: string): Promise<void> {
    if (this.#state.phase !== 'submitting') return;
    const { mode, texts } = this.#state;
    const { api } = this.means;
    const answer =
      mode === 'change'
        ? await api.send('POST /v3/account/password/change', {
            body: { currentPassword: texts.current, newPassword: texts.next },
            idempotencyKey,
          })
        : await api.send('POST /password-srv/password', {
            body: { password: texts.next, confirmPassword: texts.again },
            idempotencyKey,
          });
    this.send({ type: 'answered', answer });
  }
}
