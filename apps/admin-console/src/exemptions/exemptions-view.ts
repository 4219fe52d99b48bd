import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html } from 'lit';

import type { Answer, Exemption } from '#libs/client';
import { icon } from '#libs/screen-design';

import type { AdminApi } from '../console-view.js';
import { ConsoleView } from '../console-view.js';
import type { Trouble } from '../drafts/draft.js';
import { troubleOf } from '../drafts/draft.js';
import { exemptionTable } from './exemption-table.js';
import { exemptionIn, grantForm } from './grant-form.js';
import { exemptionTexts } from './texts.js';

const PATH = '/password-srv/settings/exemptions';

/** Where exemptions are granted, listed and ended before their day. */
export class ExemptionsView extends ConsoleView {
  static override properties: PropertyDeclarations = {
    ...ConsoleView.properties,
    exemptions: { state: true },
    objection: { state: true },
    busy: { state: true },
    asked: { state: true },
    told: { state: true },
  };

  declare exemptions: readonly Exemption[] | undefined;
  declare objection: Trouble | undefined;
  declare busy: boolean;
  /** The one that is to end, once that is confirmed. */
  declare asked: Exemption | undefined;
  declare told: 'granted' | 'ended' | undefined;

  #etag: string | undefined;

  constructor() {
    super();
    this.busy = false;
  }

  protected override async open(api: AdminApi): Promise<void> {
    const answer = await api.send(`GET ${PATH}`);
    if (answer.kind !== 'ok') {
      this.objection = troubleOf(answer);
      return;
    }
    this.exemptions = answer.body.exemptions;
    this.#etag = answer.etag;
    this.objection = this.asked = undefined;
  }

  override render(): TemplateResult {
    const say = exemptionTexts(this.language);
    const { exemptions, objection, told } = this;
    return html`<header>
        <h1>${say.title}</h1>
        <p class="lead">${say.lead}</p>
      </header>
      ${this.trouble(objection, exemptions !== undefined)}
      <div class="told" role="status">
        ${told && html`<p class="note">${icon('check')} <span>${say[told]}</span></p>`}
      </div>
      ${exemptions || objection ? undefined : this.loading()}
      ${exemptions ? this.#loaded(exemptions) : undefined}`;
  }

  #loaded(exemptions: readonly Exemption[]): TemplateResult {
    const ending = {
      asked: this.asked,
      ask: (one: Exemption | undefined) => (this.asked = one),
      end: (one: Exemption) => void this.#end(one),
    };
    return html`<section class="card" aria-labelledby="standing">
        <h2 id="standing">${exemptionTexts(this.language).standing}</h2>
        ${exemptionTable(exemptions, this.language, ending)}
      </section>
      ${grantForm(this.language, this.busy, (form) => void this.#grant(form))}`;
  }

  async #grant(form: HTMLFormElement): Promise<void> {
    const body = exemptionIn(form);
    const done = await this.#written('granted', (api, version) =>
      api.send(`POST ${PATH}`, { body, ...version }),
    );
    if (done) form.reset();
  }

  async #end({ subject, rule }: Exemption): Promise<void> {
    await this.#written('ended', (api, version) =>
      api.send(`DELETE ${PATH}`, { query: { subject, rule }, ...version }),
    );
  }

  /** Whatever came of it, the list shows afterwards what is saved. */
  async #written(
    told: 'granted' | 'ended',
    write: (api: AdminApi, version: { readonly ifMatch?: string }) => Promise<Answer<unknown>>,
  ): Promise<boolean> {
    if (!this.api) return false;
    this.busy = true;
    this.told = undefined;
    const version = this.#etag === undefined ? {} : { ifMatch: this.#etag };
    const answer = await write(this.api, version);
    await this.open(this.api);
    this.busy = false;
    if (answer.kind !== 'ok') this.objection = troubleOf(answer);
    else this.told = told;
    return answer.kind === 'ok';
  }
}
