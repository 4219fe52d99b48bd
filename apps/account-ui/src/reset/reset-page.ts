import { html, LitElement } from 'lit';

import { mark } from '#libs/screen-design';

export class ResetPage extends LitElement {
  protected override createRenderRoot(): this {
    return this;
  }

  override render() {
    return html`<header class="top"><a class="brand" href="./">${mark()} Latchkey</a></header>`;
  }
}

customElements.define('latchkey-reset-page', ResetPage);
