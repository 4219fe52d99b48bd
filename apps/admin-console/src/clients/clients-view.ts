import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { live } from 'lit/directives/live.js';

import type { RegisteredClients } from '#libs/client';
import { icon } from '#libs/screen-design';

import type { AdminApi } from '../console-view.js';
import type { Draft, DraftStore } from '../drafts/draft.js';
import { draftBar } from '../drafts/draft-bar.js';
import { DraftView } from '../drafts/draft-view.js';
import { Lines } from '../drafts/lines.js';
import { settingsAt } from '../drafts/settings.js';
import type { ClientProblems, ResetPageName } from './client-problems.js';
import { problemsOf, RESET_PAGES, withPage } from './client-problems.js';
import { clientTexts } from './texts.js';

/** Whose pages may ask for this tenant, and where a reset leads. */
export class ClientsView extends DraftView<RegisteredClients> {
  readonly #lines = new Lines();

  protected override store(api: AdminApi): DraftStore<RegisteredClients> {
    return settingsAt(api, '/password-srv/settings/clients');
  }

  override render(): TemplateResult {
    return this.page(clientTexts(this.language), this.draft, (draft, wished) =>
      this.#loaded(draft, wished),
    );
  }

  #loaded(draft: Draft<RegisteredClients>, wished: RegisteredClients): TemplateResult {
    const say = clientTexts(this.language);
    const problems = problemsOf(wished);
    const blocked = problems.origin !== undefined || problems.pages.length > 0;
    const objection = blocked ? say.blocked : undefined;
    return html`${this.#origins(draft, wished, problems)}
      <section class="card" aria-labelledby="pages">
        <h2 id="pages">${say.pages}</h2>
        <p class="hint">${say.pagesText}</p>
        ${RESET_PAGES.map((name) => this.#page(name, draft, wished, problems))}
      </section>
      ${this.#dialect(draft, wished)}
      ${draftBar(draft, this.language, { summary: say.atOnce, objection })}`;
  }

  #origins(
    draft: Draft<RegisteredClients>,
    wished: RegisteredClients,
    { origin }: ClientProblems,
  ): TemplateResult {
    const say = clientTexts(this.language);
    const typed = (event: Event) => draft.edit({ ...wished, origins: this.#lines.read(event) });
    return html`<section class="card" aria-labelledby="origins">
      <h2 id="origins">${say.origins}</h2>
      <p class="hint" id="origins-text">${say.originsText}</p>
      <textarea
        rows="5"
        dir="ltr"
        spellcheck="false"
        aria-label=${say.originsLabel}
        aria-describedby="origins-text"
        aria-invalid=${origin === undefined ? 'false' : 'true'}
        .value=${live(this.#lines.textOf(wished.origins))}
        @input=${typed}
      ></textarea>
      ${origin === undefined ? undefined : complaint('origins-wrong', say.unusable(origin))}
    </section>`;
  }

  #page(
    name: ResetPageName,
    draft: Draft<RegisteredClients>,
    wished: RegisteredClients,
    { pages }: ClientProblems,
  ): TemplateResult {
    const say = clientTexts(this.language);
    const wrong = pages.includes(name);
    const typed = (event: Event) =>
      draft.edit(withPage(wished, name, (event.target as HTMLInputElement).value));
    return html`<div class="field">
      <label for=${name}>${say[name]}</label>
      <div class="box ${wrong ? 'wrong' : ''}">
        <input
          id=${name}
          dir="ltr"
          inputmode="url"
          autocomplete="off"
          spellcheck="false"
          placeholder="/reset"
          aria-invalid=${wrong ? 'true' : 'false'}
          aria-describedby=${`${name}-wrong`}
          .value=${wished.pages[name] ?? ''}
          @change=${typed}
        />
      </div>
      ${wrong ? complaint(`${name}-wrong`, say.badPage) : undefined}
    </div>`;
  }

  #dialect(draft: Draft<RegisteredClients>, wished: RegisteredClients): TemplateResult {
    const say = clientTexts(this.language);
    const { mfa_v1: on } = wished;
    return html`<section class="card" aria-labelledby="dialect">
      <div class="row">
        <div>
          <h2 id="dialect">${say.dialect}</h2>
          <p class="hint" id="dialect-text">${say.dialectText}</p>
        </div>
        <button
          class="switch"
          role="switch"
          aria-checked=${on}
          aria-labelledby="dialect"
          aria-describedby="dialect-text"
          @click=${() => draft.edit({ ...wished, mfa_v1: !on })}
        ></button>
      </div>
    </section>`;
  }
}

const complaint = (id: string, text: string): TemplateResult =>
  html`<p class="error" id=${id} role="alert">${icon('alert', 18)} ${text}</p>`;
