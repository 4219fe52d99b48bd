import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { MultifactorSettings } from '#libs/client';
import type { VerificationType } from '#libs/identity';
import {
  availableMethods,
  FIRST_FACTORS,
  isVerificationType,
  RESTRICTED,
  SECOND_FACTORS,
} from '#libs/identity';
import { icon } from '#libs/screen-design';

import { consequencesOf, isLastFirstFactor, switchedOn, withMethod } from './consequences.js';
import type { AdminApi } from '../console-view.js';
import type { Draft, DraftStore } from '../drafts/draft.js';
import { draftBar } from '../drafts/draft-bar.js';
import { DraftView } from '../drafts/draft-view.js';
import { settingsAt } from '../drafts/settings.js';
import { multifactorTexts } from './texts.js';

/** Where admins switch PASSWORD and every other method on and off. */
export class MultifactorView extends DraftView<MultifactorSettings> {
  protected override store(api: AdminApi): DraftStore<MultifactorSettings> {
    return settingsAt(api, '/verification-srv/settings/multifactor');
  }

  override render(): TemplateResult {
    return this.page(
      multifactorTexts(this.language),
      this.draft,
      (draft, wished) =>
        html`${this.#methods(draft, wished)} ${this.#secondFactor(draft, wished)}
        ${draftBar(draft, this.language, { summary: this.#summary(draft, wished) })}`,
    );
  }

  #methods(draft: Draft<MultifactorSettings>, wished: MultifactorSettings): TemplateResult {
    const say = multifactorTexts(this.language);
    const rows = wished.methods.filter(({ type }) => isVerificationType(type));
    return html`<section class="card" aria-labelledby="methods">
      <h2 id="methods">${say.methods}</h2>
      <ul class="rows">
        ${rows.map(({ type }) => this.#method(draft, wished, type as VerificationType))}
      </ul>
    </section>`;
  }

  #method(
    draft: Draft<MultifactorSettings>,
    wished: MultifactorSettings,
    type: VerificationType,
  ): TemplateResult {
    const say = multifactorTexts(this.language);
    const active = switchedOn(wished).has(type);
    const last = active && isLastFirstFactor(wished, type);
    const toggle = () => draft.edit(withMethod(wished, type, !active));
    const held = active && !availableMethods(switchedOn(wished)).has(type);
    return html`<li class="row">
      <div>
        <h3 id=${`name-${type}`}>${say.names[type]} <code>${type}</code></h3>
        <p class="hint" id=${`about-${type}`}>
          ${this.#about(type)} ${last ? say.last : undefined}
        </p>
        ${held ? html`<p class="hint warned">${icon('alert', 16)} ${say.held}</p>` : undefined}
      </div>
      <button
        class="switch"
        role="switch"
        aria-checked=${active}
        aria-disabled=${last}
        aria-labelledby=${`name-${type}`}
        aria-describedby=${`about-${type}`}
        @click=${last ? undefined : toggle}
      ></button>
    </li>`;
  }

  #about(type: VerificationType): string {
    const say = multifactorTexts(this.language);
    const roles = [
      FIRST_FACTORS.has(type) && say.first,
      SECOND_FACTORS.has(type) && say.second,
      RESTRICTED.has(type) && say.restricted,
    ].filter((role) => role !== false);
    return roles.length > 0 ? `${roles.join('. ')}.` : `${say.activation}.`;
  }

  #secondFactor(draft: Draft<MultifactorSettings>, wished: MultifactorSettings): TemplateResult {
    const say = multifactorTexts(this.language);
    const choice = (value: 'optional' | 'required', name: string, text: string) =>
      html`<label class="choice">
        <input
          type="radio"
          name="second-factor"
          .checked=${wished.second_factor === value}
          @change=${() => draft.edit({ ...wished, second_factor: value })}
        />
        <span><strong>${name}</strong><span class="hint">${text}</span></span>
      </label>`;
    return html`<fieldset class="card">
      <legend><h2>${say.secondFactor}</h2></legend>
      ${choice('optional', say.optional, say.optionalText)}
      ${choice('required', say.required, say.requiredText)}
    </fieldset>`;
  }

  #summary(draft: Draft<MultifactorSettings>, wished: MultifactorSettings): string {
    const say = multifactorTexts(this.language);
    const { offered, withdrawn, secondFactor } = consequencesOf(
      draft.state.stored ?? wished,
      wished,
    );
    const names = (types: readonly VerificationType[]) =>
      new Intl.ListFormat(this.language).format(types.map((type) => say.names[type]));
    const parts = [
      offered.length > 0 && say.on(names(offered)),
      withdrawn.length > 0 && say.off(names(withdrawn)),
      withdrawn.includes('PASSWORD') && say.passwordOff,
      secondFactor === 'required' && say.toRequired,
      secondFactor === 'optional' && say.toOptional,
    ];
    return parts.filter((part) => part !== false).join(' ');
  }
}
