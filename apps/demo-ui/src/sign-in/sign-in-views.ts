import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

import { icon } from '#libs/screen-design';

import type { Somebody } from '../people.js';
import { nameOf, PEOPLE } from '../people.js';
import type { CodeMedium } from '../session.js';
import type { DemoTexts } from '../texts.js';

type Say = DemoTexts['signIn'];

/** Everybody whom one can be. */
export function peopleView(say: Say, choose: (user: string) => void): TemplateResult {
  const roles: Readonly<Record<string, string>> = say.roles;
  return html`<h2>${say.title}</h2>
    <ul class="people" aria-label=${say.people}>
      ${PEOPLE.map(
        ({ user, tenant }) =>
          html`<li>
            <button type="button" class="person" @click=${() => choose(user)}>
              ${avatar(user)}
              <span>
                <strong>${nameOf(user)}</strong> <span class="tenant">${tenant}</span>
                <span class="role">${roles[user]}</span>
              </span>
            </button>
          </li>`,
      )}
    </ul>`;
}

export const avatar = (user: string): TemplateResult =>
  html`<span class="avatar" aria-hidden="true">${nameOf(user).charAt(0)}</span>`;

interface PasswordWish {
  readonly say: Say;
  readonly person: Somebody;
  readonly byCode: boolean;
  /** Nobody else may be chosen. */
  readonly alone: boolean;
  readonly trouble: TemplateResult | typeof nothing;
  readonly busy: boolean;
  begin(password?: string): void;
  switched(): void;
  back(): void;
}

/** The password of one person, or the wish for a code. */
export function passwordView(wish: PasswordWish): TemplateResult {
  const { say, person, byCode, alone, trouble, busy } = wish;
  const sent = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('password');
    wish.begin(byCode ? undefined : (field as HTMLInputElement).value);
  };
  return html`<div class="who">${avatar(person.user)} <strong>${nameOf(person.user)}</strong></div>
    <form class="stack" @submit=${sent}>
      <input
        class="visually-hidden"
        type="text"
        name="username"
        autocomplete="username"
        aria-hidden="true"
        tabindex="-1"
        readonly
        .value=${person.user}
      />
      ${byCode ? codeReason(say, person) : passwordBox(say, person)} ${trouble}
      <button class="button primary" aria-busy=${busy ? 'true' : 'false'}>
        ${byCode ? say.sendCode : say.submit}
      </button>
    </form>
    <p class="ways">
      <button type="button" class="link-button" @click=${wish.switched}>
        ${byCode ? say.passwordInstead : say.instead}
      </button>
      ${alone ? nothing : backButton(say, wish.back)}
    </p>`;
}

const codeReason = (say: Say, { user, password }: Somebody) =>
  html`<p class="hint">${password === undefined ? say.codeFor(nameOf(user)) : say.codeOnly}</p>`;

const passwordBox = (say: Say, { password }: Somebody) =>
  html`<div class="field">
    <label for="demo-password">${say.password}</label>
    <div class="box">
      <input
        id="demo-password"
        name="password"
        type="password"
        autocomplete="current-password"
        autocapitalize="none"
        spellcheck="false"
        required
        aria-describedby="demo-password-hint"
      />
    </div>
    <p class="hint" id="demo-password-hint">
      ${password === undefined ? nothing : say.atFirst(password)}
    </p>
  </div>`;

interface CodeWish {
  readonly say: Say;
  readonly medium: CodeMedium;
  readonly trouble: TemplateResult | typeof nothing;
  readonly busy: boolean;
  finish(code: string): void;
  back(): void;
}

/** The code that lies in the mailbox now. */
export function codeView({ say, medium, trouble, busy, finish, back }: CodeWish): TemplateResult {
  const sent = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements.namedItem('code');
    finish((field as HTMLInputElement).value);
  };
  return html`<div class="note" role="status">
      ${icon('mail')}
      <p>${say.sent[medium]}</p>
    </div>
    <p><a href="./mailbox" target="_blank" rel="noopener">${say.look}</a></p>
    <form class="stack" @submit=${sent}>
      <div class="field">
        <label for="demo-code">${say.code}</label>
        <div class="box">
          <input
            id="demo-code"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            required
          />
        </div>
      </div>
      ${trouble}
      <button class="button primary" aria-busy=${busy ? 'true' : 'false'}>${say.finish}</button>
    </form>
    <p class="ways">${backButton(say, back)}</p>`;
}

const backButton = (say: Say, back: () => void) =>
  html`<button type="button" class="link-button" @click=${back}>${say.back}</button>`;
