import { html, LitElement } from 'lit';

import { catalogue, languageFor, mark } from '#libs/screen-design';

const texts = catalogue({
  en: { title: 'Console', lead: 'Settings of verification methods and of the password policy.' },
  de: { title: 'Konsole', lead: 'Einstellungen der Verfahren und der Passwortregeln.' },
});

/** The console's frame. */
export class ConsolePage extends LitElement {
  /** In the page itself, whose stylesheet it uses. */
  protected override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.documentElement.lang = languageFor(navigator.languages);
  }

  override render() {
    const say = texts(languageFor(navigator.languages));
    return html`<header class="top">
        <a class="brand" href="./">${mark()} Latchkey</a>
      </header>
      <main>
        <h1>${say.title}</h1>
        <p class="lead">${say.lead}</p>
      </main>`;
  }
}

customElements.define('latchkey-console', ConsolePage);
