import type { TemplateResult } from 'lit';
import { html } from 'lit';

import { icon } from '#libs/screen-design';

import { nameOf } from '../people.js';
import type { Session, SignedIn } from '../session.js';
import { avatar } from '../sign-in/sign-in-views.js';
import type { DemoTexts } from '../texts.js';

/** What the page can do for its views. */
interface Page {
  readonly session: Session;
  readonly hasPassword: boolean;
  edit(editing: boolean): void;
  openDialog(): void;
  signedIn(): Promise<void>;
  signOut(): Promise<void>;
}

interface Shown {
  readonly say: DemoTexts;
  readonly page: Page;
}

/** Nobody is signed in: the sign-in, and the dialog for who wants to see what it says then. */
export const signedOutView = ({ say, page }: Shown): TemplateResult =>
  html`<div class="intro">
      <h1>${say.account}</h1>
      <p class="lead">${say.lead}</p>
      <p>
        <button type="button" class="link-button" @click=${() => page.openDialog()}>
          ${say.change}
        </button>
      </p>
    </div>
    <section class="card sign-in">
      <demo-sign-in
        .session=${page.session}
        @signed-in=${() => void page.signedIn()}
      ></demo-sign-in>
    </section>`;

/** The first step: the account as it is. */
export const accountView = ({ say, page }: Shown, who: SignedIn): TemplateResult =>
  html`<div class="head">
      <h1>${say.account}</h1>
      <button type="button" class="button" @click=${() => void page.signOut()}>
        ${say.signOut}
      </button>
    </div>
    <section class="card person-card">
      ${avatar(who.user)}
      <div>
        <h2>${nameOf(who.user)}</h2>
        <p class="hint">${who.email}</p>
      </div>
      <button type="button" class="button primary" @click=${() => page.edit(true)}>
        ${say.edit}
      </button>
    </section>
    <section class="card">
      <h2>${say.methods}</h2>
      <latchkey-methods .token=${page.session.token}></latchkey-methods>
    </section>`;

/** The second step: what can be changed. The third is the dialog. */
export const editView = ({ say, page }: Shown, who: SignedIn): TemplateResult =>
  html`<div class="head">
      <h1>${say.edit}</h1>
      <button type="button" class="button" @click=${() => page.edit(false)}>${say.done}</button>
    </div>
    <section class="card rows">
      ${row(say.name, nameOf(who.user))} ${row(say.email, who.email)}
      ${row(say.organisation, who.tenant)}
      <div class="row">
        <span class="label">${icon('key')} ${say.password}</span>
        <span>${page.hasPassword ? say.isSet : say.isNotSet}</span>
        <button type="button" class="button primary" @click=${() => page.openDialog()}>
          ${page.hasPassword ? say.change : say.set}
        </button>
      </div>
    </section>`;

const row = (label: string, value: string) =>
  html`<div class="row"><span class="label">${label}</span><span>${value}</span></div>`;
