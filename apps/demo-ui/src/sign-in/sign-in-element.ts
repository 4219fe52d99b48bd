import { html, LitElement, nothing } from 'lit';

import { languageFor } from '#libs/screen-design';

import { PEOPLE } from '../people.js';
import type { CodeMedium, Session, Trouble } from '../session.js';
import { demoTexts } from '../texts.js';
import { codeView, passwordView, peopleView } from './sign-in-views.js';

/** `<demo-sign-in>`: the login page of the demo. Tells `signed-in` once somebody is. */
export class SignInElement extends LitElement {
  static override properties = {
    session: { attribute: false },
    only: { type: String },
    user: { state: true },
    byCode: { state: true },
    medium: { state: true },
    trouble: { state: true },
    busy: { state: true },
  };

  declare session: Session | undefined;
  /** Of this person and nobody else: a session that is proven once more. */
  declare only: string;
  declare user: string;
  declare byCode: boolean;
  declare medium: CodeMedium | undefined;
  declare trouble: Trouble | undefined;
  declare busy: boolean;

  constructor() {
    super();
    this.only = '';
    this.user = '';
    this.byCode = false;
    this.busy = false;
  }

  /** In the page itself, whose stylesheet it uses. */
  protected override createRenderRoot(): this {
    return this;
  }

  override render() {
    const say = demoTexts(languageFor(navigator.languages)).signIn;
    const user = this.only || this.user;
    const person = PEOPLE.find((one) => one.user === user);
    if (!person) return peopleView(say, (chosen) => this.#choose(chosen));
    const trouble = this.trouble
      ? html`<p class="error" role="alert">${say.troubles[this.trouble]}</p>`
      : nothing;
    const { busy } = this;
    const back = () => this.#choose('');
    if (this.medium) {
      const finish = (code: string) => void this.#finish(code);
      return codeView({ say, medium: this.medium, trouble, busy, finish, back });
    }
    return passwordView({
      ...{ say, person, trouble, busy, back },
      byCode: this.byCode || person.password === undefined,
      alone: this.only !== '',
      begin: (password?: string) => void this.#begin(user, password),
      switched: () => (this.byCode = !this.byCode),
    });
  }

  #choose(user: string): void {
    this.user = user;
    this.byCode = false;
    this.medium = undefined;
    this.trouble = undefined;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('input, button')?.focus());
  }

  async #begin(user: string, password?: string): Promise<void> {
    this.busy = true;
    const step = await this.session?.begin(user, password);
    this.busy = false;
    this.#stepped(step);
  }

  async #finish(code: string): Promise<void> {
    this.busy = true;
    const step = await this.session?.finish(code);
    this.busy = false;
    this.#stepped(step);
  }

  #stepped(step: Awaited<ReturnType<Session['begin']>> | undefined): void {
    this.trouble = typeof step === 'string' ? step : undefined;
    if (step === undefined || typeof step === 'string') return;
    this.medium = step.medium;
    if (!step.signed_in) {
      void this.updateComplete.then(() => this.querySelector<HTMLElement>('input')?.focus());
      return;
    }
    this.user = '';
    this.medium = undefined;
    this.dispatchEvent(new CustomEvent('signed-in', { bubbles: true }));
  }
}

customElements.define('demo-sign-in', SignInElement);
