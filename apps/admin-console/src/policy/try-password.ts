import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html } from 'lit';

import type { Evaluation } from '#libs/client';
import { Password } from '#libs/identity';
import type { Policy, Requirement, Strength } from '#libs/password-policy';
import { requirements, sayStrength } from '#libs/password-policy';
import { icon } from '#libs/screen-design';

import { ConsoleView } from '../console-view.js';
import { isOnOwnList, toldBy } from './told-by-server.js';
import { tryTexts } from './try-texts.js';

const ICONS = { satisfied: 'check', unsatisfied: 'cross', unknown: 'wait' } as const;

/** Milliseconds without a key, after which somebody is taken to pause. */
const PAUSE = 500;

/** A field that shows at once how a password fares under a draft, and then what the service knows. */
export class TryPassword extends ConsoleView {
  static override properties: PropertyDeclarations = {
    ...ConsoleView.properties,
    policy: { attribute: false },
    wordsAreAsked: { attribute: false },
    shown: { state: true },
    text: { state: true },
    strength: { state: true },
    told: { state: true },
  };

  /** What the draft comes to. */
  declare policy: Policy | undefined;
  /** Whether the saved rules ask about words, so that the service's silence means something. */
  declare wordsAreAsked: boolean;
  declare shown: boolean;
  declare text: string;
  declare strength: Strength | undefined;
  /** What the service says of this very text. */
  declare told: Evaluation | 'asking' | 'silent' | undefined;

  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.shown = this.wordsAreAsked = false;
    this.text = '';
  }

  /** Nothing is asked before somebody types. */
  protected override open(): Promise<void> {
    return Promise.resolve();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#pause);
  }

  override render(): TemplateResult {
    const say = tryTexts(this.language);
    const toggle = () => (this.shown = !this.shown);
    return html`<section class="card" aria-labelledby="try">
      <h2 id="try">${say.title}</h2>
      <p class="hint" id="try-text">${say.text}</p>
      <div class="box">
        <input
          type=${this.shown ? 'text' : 'password'}
          autocomplete="off"
          spellcheck="false"
          dir="auto"
          aria-label=${say.label}
          aria-describedby="try-text"
          @input=${this.#typed}
        />
        <button class="icon-button" @click=${toggle} aria-label=${this.shown ? say.hide : say.show}>
          ${icon(this.shown ? 'eye-off' : 'eye')}
        </button>
      </div>
      ${this.policy && this.text !== '' ? this.#verdict(this.policy) : undefined}
    </section>`;
  }

  #verdict(policy: Policy): TemplateResult {
    const { text, strength } = this;
    const say = tryTexts(this.language);
    const judged = text.isWellFormed()
      ? requirements(policy, this.language, new Password(text), strength ? { strength } : {})
      : requirements(policy, this.language);
    const answer = typeof this.told === 'object' ? this.told : undefined;
    const all = answer ? toldBy(answer, judged, this.wordsAreAsked) : judged;
    return html`<ul class="verdict" aria-live="polite">
        ${all.map((one) => this.#requirement(one, answer !== undefined))}
      </ul>
      <p class="hint" role="status">${this.#serverText()}</p>
      ${
        strength && policy.strengthShown
          ? html`<p>
              <strong>${say.strength}:</strong> ${sayStrength(strength, this.language).score}
            </p>`
          : undefined
      }`;
  }

  #requirement({ state, text }: Requirement, answered: boolean): TemplateResult {
    const { states, server } = tryTexts(this.language);
    return html`<li class=${state}>
      ${icon(ICONS[state], 18)}
      <span
        >${text}<span class="visually-hidden">: ${states[state]}</span> ${
          answered && state === 'unknown'
            ? html`<span class="hint later">${server.later}</span>`
            : undefined
        }</span
      >
    </li>`;
  }

  #serverText(): string | undefined {
    const { server: say } = tryTexts(this.language);
    const { told } = this;
    if (told === undefined || typeof told === 'string') return told && say[told];
    return isOnOwnList(told) ? say.own : say[told.breach.verdict];
  }

  #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    this.told = undefined;
    clearTimeout(this.#pause);
    if (this.text.isWellFormed() && this.text !== '') {
      this.told = 'asking';
      this.#pause = setTimeout(() => void this.#ask(this.text), PAUSE);
    }
    void this.#estimate(this.text);
  };

  async #ask(password: string): Promise<void> {
    const answer = await this.api?.send('POST /password-srv/policy/evaluate', {
      body: { password },
    });
    if (password === this.text) this.told = answer?.kind === 'ok' ? answer.body : 'silent';
  }

  /** The dictionaries come with the first key. */
  async #estimate(text: string): Promise<void> {
    const { loadEstimator } = await import('#libs/strength');
    const estimate = await loadEstimator();
    if (text === this.text) this.strength = text === '' ? undefined : estimate(text, []);
  }
}
