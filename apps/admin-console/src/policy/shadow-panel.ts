import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html } from 'lit';

import type { ShadowSettings, WirePolicyDocument } from '#libs/client';

import type { AdminApi } from '../console-view.js';
import { ConsoleView } from '../console-view.js';
import type { Trouble } from '../drafts/draft.js';
import { troubleOf } from '../drafts/draft.js';
import { forecastChart } from './forecast-chart.js';
import type { Whose } from './policy-draft.js';
import { shadowTexts } from './shadow-texts.js';

type Forecast = NonNullable<ShadowSettings['forecast']>;

/** A policy on trial, and whom it would hit. */
export class ShadowPanel extends ConsoleView {
  static override properties: PropertyDeclarations = {
    ...ConsoleView.properties,
    wished: { attribute: false },
    whose: { attribute: false },
    objection: { state: true },
    settings: { state: true },
  };

  /** The draft that could be put on trial. */
  declare wished: WirePolicyDocument | undefined;
  declare whose: Whose;
  declare objection: Trouble | undefined;
  declare settings: ShadowSettings | undefined;

  #etag: string | undefined;

  protected override async open(api: AdminApi): Promise<void> {
    const { whose } = this;
    const answer = await api.send('GET /password-srv/settings/policy/shadow', this.#group());
    if (whose !== this.whose) return;
    this.objection = answer.kind === 'ok' ? undefined : troubleOf(answer);
    if (answer.kind !== 'ok') return;
    this.settings = answer.body;
    this.#etag = answer.etag;
  }

  protected override updated(changed: Map<string, unknown>): void {
    super.updated(changed);
    if (changed.has('whose') && this.api) void this.open(this.api);
  }

  override render(): TemplateResult {
    const say = shadowTexts(this.language);
    const { settings } = this;
    return html`<section class="card" aria-labelledby="shadow">
      <h2 id="shadow">${say.title}</h2>
      <p class="hint">${say.text}</p>
      ${this.trouble(this.objection, settings !== undefined)}
      ${settings?.forecast ? this.#forecast(settings.forecast) : undefined}
      ${
        settings
          ? this.#actions(settings.policy !== null)
          : this.objection
            ? undefined
            : this.loading()
      }
    </section>`;
  }

  #forecast(forecast: Forecast): TemplateResult {
    const say = shadowTexts(this.language);
    const { share, since, seen, days, violations } = forecast;
    const number = new Intl.NumberFormat(this.language);
    const percent = new Intl.NumberFormat(this.language, {
      style: 'percent',
      maximumFractionDigits: 1,
    });
    const day = new Intl.DateTimeFormat(this.language, { dateStyle: 'long' });
    const codes = Object.entries(violations).sort(([, one], [, other]) => other - one);
    return html`<p class="figure">
        ${share === null ? say.nothing : say.share(percent.format(share))}
      </p>
      <p class="hint">
        ${say.since(day.format(new Date(since)), number.format(seen))} ${forecast.text}
      </p>
      ${
        days.length > 0
          ? forecastChart(days, this.language, { ...say, title: say.chart })
          : undefined
      }
      ${
        codes.length > 0
          ? html`<h3>${say.byRule}</h3>
              <ul class="counts">
                ${codes.map(
                  ([code, count]) => html`<li><code>${code}</code> ${number.format(count)}</li>`,
                )}
              </ul>`
          : undefined
      }`;
  }

  #actions(onTrial: boolean): TemplateResult {
    const say = shadowTexts(this.language);
    return html`<div class="actions">
      <button class="button" @click=${this.#publish}>${onTrial ? say.replace : say.publish}</button>
      ${
        onTrial
          ? html`<button class="button" @click=${this.#withdraw}>${say.withdraw}</button>
              <button class="button primary" @click=${this.#take}>${say.take}</button>`
          : html`<span class="hint">${say.none}</span>`
      }
    </div>`;
  }

  #publish = (): void => {
    if (this.wished) void this.#put(this.wished);
  };

  async #put(body: WirePolicyDocument): Promise<void> {
    const answer = await this.api?.send('PUT /password-srv/settings/policy/shadow', {
      body,
      ...this.#matching(),
    });
    await this.#after(answer);
  }

  #withdraw = async (): Promise<void> => {
    await this.#after(
      await this.api?.send('DELETE /password-srv/settings/policy/shadow', this.#matching()),
    );
  };

  /** The editor above takes the rules over: whoever saves them there sees what they replace. */
  #take = (): void => {
    const { policy: document } = this.settings ?? {};
    if (!document) return;
    const options = { detail: { document }, bubbles: true, composed: true };
    this.dispatchEvent(new CustomEvent('policy-taken', options));
  };

  #group() {
    return this.whose === undefined ? {} : { query: { group: this.whose } };
  }

  #matching() {
    return { ...this.#group(), ...(this.#etag !== undefined && { ifMatch: this.#etag }) };
  }

  async #after(answer: Awaited<ReturnType<AdminApi['send']>> | undefined): Promise<void> {
    if (!answer || !this.api) return;
    const trouble = answer.kind === 'ok' ? undefined : troubleOf(answer);
    await this.open(this.api);
    this.objection = trouble ?? this.objection;
  }
}
