import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { ExplainedRule, WirePolicyDocument } from '#libs/client';
import type { PolicyDocument } from '#libs/password-policy';

import type { AdminApi } from './console-view.js';
import { ConsoleView } from './console-view.js';
import { Draft } from './draft.js';
import { draftBar } from './draft-bar.js';
import { documentOf, meaningOf } from './policy-draft.js';
import { presetPicker, rulesEditor } from './policy-editor.js';
import { explainPanel, meaningPanel } from './policy-panels.js';
import { policyTexts } from './texts/policy.js';

/** The editor of the policy, with what it means in words before it is saved. */
export class PolicyView extends ConsoleView {
  #draft: Draft<WirePolicyDocument> | undefined;
  #rules: readonly ExplainedRule[] = [];
  #secondFactorRequired = false;

  protected override async open(api: AdminApi): Promise<void> {
    this.#draft = new Draft(
      {
        read: () => api.send('GET /password-srv/settings/policy'),
        save: (body, ifMatch) => this.#save(api, body, ifMatch),
      },
      () => this.requestUpdate(),
    );
    await Promise.all([this.#draft.load(), this.#surroundings(api)]);
  }

  async #save(api: AdminApi, body: WirePolicyDocument, ifMatch: string | undefined) {
    const answer = await api.send('PUT /password-srv/settings/policy', {
      body,
      ...(ifMatch !== undefined && { ifMatch }),
    });
    if (answer.kind === 'ok') void this.#surroundings(api);
    return answer;
  }

  async #surroundings(api: AdminApi): Promise<void> {
    const [explained, multifactor] = await Promise.all([
      api.send('GET /password-srv/settings/policy/explain'),
      api.send('GET /verification-srv/settings/multifactor'),
    ]);
    if (explained.kind === 'ok') this.#rules = explained.body.rules;
    this.#secondFactorRequired =
      multifactor.kind === 'ok' && multifactor.body.second_factor === 'required';
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const say = policyTexts(this.language);
    const { phase, wished, trouble } = this.#draft?.state ?? { phase: 'loading' };
    return html`<header>
        <h1>${say.title}</h1>
        <p class="lead">${say.lead}</p>
      </header>
      ${this.trouble(trouble)} ${phase === 'loading' ? this.loading() : undefined}
      ${this.#draft && wished ? this.#loaded(this.#draft, wished) : undefined}`;
  }

  #loaded(draft: Draft<WirePolicyDocument>, wished: WirePolicyDocument): TemplateResult {
    const document = documentOf(wished);
    if (!document) return html`<p class="note warn">${policyTexts(this.language).newer}</p>`;
    const { language, api } = this;
    const meaning = meaningOf({ tenant: document }, this.#secondFactorRequired, language);
    const edit = (next: PolicyDocument) => draft.edit(next as WirePolicyDocument);
    const editing = { document, language, edit };
    return html`<div class="split">
        <div class="stack">
          ${presetPicker(editing)} ${rulesEditor(editing)} ${draftBar(draft, language)}
        </div>
        <div class="stack">
          <latchkey-try-password
            .language=${language}
            .api=${api}
            .document=${document}
            .secondFactorRequired=${this.#secondFactorRequired}
          ></latchkey-try-password>
          ${meaningPanel(meaning, language)}
        </div>
      </div>
      <latchkey-shadow
        .api=${api}
        .language=${language}
        .wished=${wished}
        @policy-taken=${(event: CustomEvent<{ document: WirePolicyDocument }>) =>
          draft.edit(event.detail.document)}
      ></latchkey-shadow>
      <latchkey-word-list .api=${api} .language=${language}></latchkey-word-list>
      ${this.#rules.length > 0 ? explainPanel(this.#rules, language) : undefined}`;
  }
}
