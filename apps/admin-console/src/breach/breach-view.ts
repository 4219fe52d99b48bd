import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html } from 'lit';

import type { BreachStatus } from '#libs/client';
import { icon } from '#libs/screen-design';

import type { AdminApi } from '../console-view.js';
import { ConsoleView } from '../console-view.js';
import type { Trouble } from '../drafts/draft.js';
import { troubleOf } from '../drafts/draft.js';
import { breachTexts } from './texts.js';

type Source = BreachStatus['sources'][number];

/** What is known about breached passwords, and about how many of the tenant's. */
export class BreachView extends ConsoleView {
  static override properties: PropertyDeclarations = {
    ...ConsoleView.properties,
    objection: { state: true },
    status: { state: true },
  };

  declare objection: Trouble | undefined;
  declare status: BreachStatus | undefined;

  protected override async open(api: AdminApi): Promise<void> {
    const answer = await api.send('GET /password-srv/settings/breach');
    this.objection = answer.kind === 'ok' ? undefined : troubleOf(answer);
    if (answer.kind === 'ok') this.status = answer.body;
  }

  override render(): TemplateResult {
    const say = breachTexts(this.language);
    const { status, objection } = this;
    return html`<header>
        <h1>${say.title}</h1>
        <p class="lead">${say.lead}</p>
      </header>
      ${this.trouble(objection, status !== undefined)}
      ${status || objection ? undefined : this.loading()}
      ${status ? this.#shown(status) : undefined}`;
  }

  #shown({ alarm, sources, coverage }: BreachStatus): TemplateResult {
    const say = breachTexts(this.language);
    return html`${
        alarm
          ? html`<div class="note warn" role="alert">
              ${icon('bell')}<strong>${say.alarm}</strong>
              <p>${say.alarmText}</p>
            </div>`
          : undefined
      }
      <div class="split even">
        <section class="card" aria-labelledby="sources">
          <h2 id="sources">${say.sources}</h2>
          <ul class="rows">
            ${sources.map((one) => this.#source(one))}
          </ul>
        </section>
        ${this.#coverage(coverage)}
      </div>
      <latchkey-range-server
        .api=${this.api}
        .language=${this.language}
        @range-server-named=${() => this.api && void this.open(this.api)}
      ></latchkey-range-server>`;
  }

  #source(source: Source): TemplateResult {
    const say = breachTexts(this.language);
    const number = new Intl.NumberFormat(this.language);
    const { usable, alarm, entries, age_days: age, corpus_version: version } = source;
    const name = (say.names as Record<string, string>)[source.source] ?? source.source;
    const facts = [
      typeof entries === 'number' && say.entries(number.format(entries)),
      typeof age === 'number' && say.age(number.format(age)),
      version && `${say.version} ${version}`,
    ].filter((fact) => typeof fact === 'string' && fact !== '');
    const state = !usable ? say.unusable : alarm ? say.stale : say.usable;
    return html`<li class="row">
      <div>
        <h3>${name}</h3>
        <p class="hint">${facts.join(' · ')}</p>
      </div>
      <span class="badge ${usable && !alarm ? 'good' : 'warned'}">${state}</span>
    </li>`;
  }

  #coverage(coverage: BreachStatus['coverage']): TemplateResult {
    const say = breachTexts(this.language);
    const { share, passwords, checked, debts, breached } = coverage;
    const number = new Intl.NumberFormat(this.language);
    const percent = new Intl.NumberFormat(this.language, { style: 'percent' });
    const figure = (count: number, name: string) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${number.format(count)}</dd>
      </div>`;
    return html`<section class="card" aria-labelledby="coverage">
      <h2 id="coverage">${say.coverage}</h2>
      <p class="figure">${share === null ? say.empty : say.checked(percent.format(share))}</p>
      ${
        share === null
          ? undefined
          : html`<progress max="1" value=${share} aria-labelledby="coverage"></progress>`
      }
      <dl class="figures">
        ${figure(passwords, say.passwords)} ${figure(checked, say.checkedCount)}
        ${figure(debts, say.debts)} ${figure(breached, say.breached)}
      </dl>
    </section>`;
  }
}
