import { html, LitElement } from 'lit';

import { controls, tokens } from '#libs/screen-design';

export class LatchkeyPassword extends LitElement {
  static override styles = [tokens, controls];

  override render() {
    return html`<slot></slot>`;
  }
}

customElements.define('latchkey-password', LatchkeyPassword);
