import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html } from 'lit';

import type { Requirement, State } from '#libs/password-policy';
import type { PolicyDocument, Strength } from '#libs/password-policy';
import { composedPolicy, requirements, sayStrength } from '#libs/password-policy';
import { Password } from '#libs/identity';
import { catalogue, icon } from '#libs/screen-design';

import { ConsoleView } from './console-view.js';

const texts = catalogue({
  en: {
    title: 'Try a password',
    text: 'Judged by the rules on the left, as they stand now, saved or not. It is not sent anywhere.',
    label: 'A password to try',
    show: 'Show',
    hide: 'Hide',
    strength: 'Strength',
    states: { satisfied: 'met', unsatisfied: 'not met', unknown: 'told by the server only' },
  },
  de: {
    title: 'Ein Passwort ausprobieren',
    text: 'Beurteilt nach den Regeln links, wie sie gerade stehen, gespeichert oder nicht. Es wird nirgendwohin gesendet.',
    label: 'Ein Passwort zum Ausprobieren',
    show: 'Zeigen',
    hide: 'Verbergen',
    strength: 'Stärke',
    states: { satisfied: 'erfüllt', unsatisfied: 'nicht erfüllt', unknown: 'sagt nur der Server' },
  },
});

const ICONS = { satisfied: 'check', unsatisfied: 'cross', unknown: 'wait' } as const;

/** A field that shows at once how a password fares under a draft. */
export class TryPassword extends ConsoleView {
  static override properties: PropertyDeclarations = {
    ...ConsoleView.properties,
    document: { attribute: false },
    secondFactorRequired: { attribute: false },
    shown: { state: true },
    text: { state: true },
    strength: { state: true },
  };

  declare document: PolicyDocument | undefined;
  declare secondFactorRequired: boolean;
  declare shown: boolean;
  declare text: string;
  declare strength: Strength | undefined;

  constructor() {
    super();
    this.shown = false;
    this.text = '';
  }

  /** Nothing is asked of the service. */
  protected override open(): Promise<void> {
    return Promise.resolve();
  }

  override render(): TemplateResult {
    const say = texts(this.language);
    const toggle = () => (this.shown = !this.shown);
    return html`<section class="card" aria-labelledby="try">
      <h2 id="try">${say.title}</h2>
      <p class="hint" id="try-text">${say.text}</p>
      <div class="box">
        <input
          type=${this.shown ? 'text' : 'password'}
          autocomplete="off"
          spellcheck="false"
          aria-label=${say.label}
          aria-describedby="try-text"
          @input=${this.#typed}
        />
        <button class="icon-button" @click=${toggle} aria-label=${this.shown ? say.hide : say.show}>
          ${icon(this.shown ? 'eye-off' : 'eye')}
        </button>
      </div>
      ${this.#verdict()}
    </section>`;
  }

  #verdict(): TemplateResult | undefined {
    const { document, text, strength } = this;
    if (!document || text === '') return undefined;
    const policy = composedPolicy({ tenant: document }, this.secondFactorRequired);
    const knowledge = strength ? { strength } : {};
    const judged = text.isWellFormed()
      ? requirements(policy, this.language, new Password(text), knowledge)
      : requirements(policy, this.language);
    const say = texts(this.language);
    return html`<ul class="verdict" aria-live="polite">
        ${judged.map((one) => this.#requirement(one))}
      </ul>
      ${
        strength && policy.strengthShown
          ? html`<p>
              <strong>${say.strength}:</strong> ${sayStrength(strength, this.language).score}
            </p>`
          : undefined
      }`;
  }

  #requirement({ state, text }: Requirement): TemplateResult {
    const words: Readonly<Record<State, string>> = texts(this.language).states;
    return html`<li class=${state}>
      ${icon(ICONS[state], 18)}
      <span>${text}<span class="visually-hidden">: ${words[state]}</span></span>
    </li>`;
  }

  #typed = (event: Event): void => {
    this.text = (event.target as HTMLInputElement).value;
    void this.#estimate(this.text);
  };

  /** The dictionaries come with the first key. */
  async #estimate(text: string): Promise<void> {
    const { loadEstimator } = await import('#libs/strength');
    const estimate = await loadEstimator();
    if (text === this.text) this.strength = text === '' ? undefined : estimate(text, []);
  }
}
