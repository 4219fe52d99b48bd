import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html } from 'lit';

import type { ExplainedRule, WirePolicyDocument } from '#libs/client';
import type { Composition, PolicyDocument } from '#libs/password-policy';
import { composedPolicy, composedRules } from '#libs/password-policy';

import type { AdminApi } from '../console-view.js';
import { ConsoleView } from '../console-view.js';
import { Draft } from '../drafts/draft.js';
import { draftBar } from '../drafts/draft-bar.js';
import { settingsAt } from '../drafts/settings.js';
import { groupPicker, groupsAmong } from './group-picker.js';
import type { Whose } from './policy-draft.js';
import { documentOf, meaningOf } from './policy-draft.js';
import { presetPicker, rulesEditor } from './policy-editor.js';
import { explainPanel, meaningPanel } from './policy-panels.js';
import { policyTexts } from './texts.js';

type PolicyDraft = Draft<WirePolicyDocument>;

const queryOf = (whose: Whose): Readonly<Record<string, string>> =>
  whose === undefined ? {} : { group: whose };

/** The editor of policies, the tenant's and its groups', with what they mean before they are saved. */
export class PolicyView extends ConsoleView {
  static override properties: PropertyDeclarations = {
    ...ConsoleView.properties,
    whose: { state: true },
  };

  declare whose: Whose;

  /** Every policy that was opened: going to another one loses nothing. */
  readonly #drafts = new Map<Whose, PolicyDraft>();
  #groups: readonly string[] = [];
  #rules: readonly ExplainedRule[] = [];
  #secondFactorRequired = false;

  protected override async open(api: AdminApi): Promise<void> {
    this.#drafts.clear();
    await Promise.all([this.#load(api, undefined), this.#choose(this.whose), this.#standing(api)]);
  }

  async #standing(api: AdminApi): Promise<void> {
    const [listed, multifactor] = await Promise.all([
      api.send('GET /verification-actions-srv/policies'),
      api.send('GET /verification-srv/settings/multifactor'),
    ]);
    if (listed.kind === 'ok') this.#groups = groupsAmong(listed.body.data);
    this.#secondFactorRequired =
      multifactor.kind === 'ok' && multifactor.body.second_factor === 'required';
    this.requestUpdate();
  }

  /** A group's policy is edited beside the tenant's, which is asked of its people as well. */
  async #choose(whose: Whose): Promise<void> {
    this.whose = whose;
    if (this.api) await Promise.all([this.#load(this.api, whose), this.#explain(this.api)]);
  }

  async #load(api: AdminApi, whose: Whose): Promise<void> {
    if (this.#drafts.has(whose)) return;
    const store = settingsAt(api, '/password-srv/settings/policy', queryOf(whose));
    const saving = async (body: WirePolicyDocument, ifMatch: string | undefined) => {
      const answer = await store.save(body, ifMatch);
      if (answer.kind === 'ok') void this.#explain(api);
      return answer;
    };
    const draft = new Draft({ ...store, save: saving }, () => this.requestUpdate());
    this.#drafts.set(whose, draft);
    await draft.load();
  }

  async #explain(api: AdminApi): Promise<void> {
    const query = queryOf(this.whose);
    const explained = await api.send('GET /password-srv/settings/policy/explain', { query });
    if (explained.kind === 'ok') this.#rules = explained.body.rules;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const say = policyTexts(this.language);
    const { whose } = this;
    const groups = [...new Set([...this.#groups, ...this.#opened()])];
    const choose = (next: Whose) => void this.#choose(next);
    return this.page(
      say,
      this.#drafts.get(whose),
      (draft, wished) =>
        html`${groupPicker({ whose, groups, choose }, this.language)} ${this.#loaded(draft, wished)}`,
    );
  }

  #opened(): readonly string[] {
    return [...this.#drafts.keys()].filter((one) => one !== undefined);
  }

  #loaded(draft: PolicyDraft, wished: WirePolicyDocument): TemplateResult {
    const { language, whose } = this;
    const tenant = documentOf(this.#drafts.get(undefined)?.state.stored, undefined);
    const document = documentOf(wished, whose);
    if (!document || !tenant) return html`<p class="note warn">${policyTexts(language).newer}</p>`;
    const composition: Composition =
      whose === undefined ? { tenant: document } : { tenant, groups: [{ name: whose, document }] };
    const edit = (next: PolicyDocument) => draft.edit(next as WirePolicyDocument);
    const tenantRules = whose === undefined ? {} : { tenantRules: composedRules({ tenant }) };
    const editing = { document, language, edit, ...tenantRules };
    return html`<div class="split">
        <div class="stack">
          ${presetPicker(editing)} ${rulesEditor(editing)} ${draftBar(draft, language)}
        </div>
        <div class="stack">${this.#consequences(composition, tenant)}</div>
      </div>
      ${this.#below(draft, wished)}`;
  }

  #consequences(composition: Composition, saved: PolicyDocument): TemplateResult {
    const { language, api } = this;
    const second = this.#secondFactorRequired;
    return html`<latchkey-try-password
        .language=${language}
        .api=${api}
        .policy=${composedPolicy(composition, second)}
        .wordsAreAsked=${composedRules({ tenant: saved }).contextWords}
      ></latchkey-try-password>
      ${meaningPanel(meaningOf(composition, second, language), language)}`;
  }

  #below(draft: PolicyDraft, wished: WirePolicyDocument): TemplateResult {
    const { language, api, whose } = this;
    return html`<latchkey-shadow
        .api=${api}
        .language=${language}
        .wished=${wished}
        .whose=${whose}
        @policy-taken=${(event: CustomEvent<{ document: WirePolicyDocument }>) =>
          draft.edit(event.detail.document)}
      ></latchkey-shadow>
      ${
        whose === undefined
          ? html`<latchkey-word-list .api=${api} .language=${language}></latchkey-word-list>`
          : undefined
      }
      ${this.#rules.length > 0 ? explainPanel(this.#rules, language) : undefined}`;
  }
}
