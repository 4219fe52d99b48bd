import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { Exemption } from '#libs/client';
import type { ScreenLanguage } from '#libs/screen-design';
import { icon } from '#libs/screen-design';

import { exemptionTexts } from './texts.js';

export interface Ending {
  /** The one that somebody has asked to end, and not confirmed yet. */
  readonly asked: Exemption | undefined;
  ask(exemption: Exemption | undefined): void;
  end(exemption: Exemption): void;
}

/** Who is exempt, from what, until when, and who said so. */
export function exemptionTable(
  exemptions: readonly Exemption[],
  language: ScreenLanguage,
  ending: Ending,
): TemplateResult {
  const say = exemptionTexts(language);
  if (exemptions.length === 0) return html`<p class="empty">${icon('shield')} ${say.none}</p>`;
  return html`<div class="scroll" tabindex="0" role="group" aria-labelledby="standing">
    <table>
      <thead>
        <tr>
          <th scope="col">${say.person}</th>
          <th scope="col">${say.rule}</th>
          <th scope="col">${say.owner}</th>
          <th scope="col">${say.reason}</th>
          <th scope="col">${say.until}</th>
          <th scope="col"><span class="visually-hidden">${say.actions}</span></th>
        </tr>
      </thead>
      <tbody>
        ${exemptions.map((one) => row(one, language, ending))}
      </tbody>
    </table>
  </div>`;
}

function row(exemption: Exemption, language: ScreenLanguage, ending: Ending): TemplateResult {
  const say = exemptionTexts(language);
  const { subject, rule, owner, reason, until } = exemption;
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(until));
  return html`<tr>
    <th scope="row"><code class="id">${subject}</code></th>
    <td>${say.rules[rule]}</td>
    <td>${owner}</td>
    <td class="text">${reason}</td>
    <td><time datetime=${until}>${day}</time></td>
    <td>${endButtons(exemption, language, ending)}</td>
  </tr>`;
}

function endButtons(
  exemption: Exemption,
  language: ScreenLanguage,
  { asked, ask, end }: Ending,
): TemplateResult {
  const say = exemptionTexts(language);
  if (asked !== exemption) {
    return html`<button
      class="link-button"
      aria-label=${say.endOf(exemption.subject)}
      @click=${() => ask(exemption)}
    >
      ${say.end}
    </button>`;
  }
  return html`<span class="parts" role="group" aria-label=${say.endOf(exemption.subject)}>
    <button class="link-button danger" @click=${() => end(exemption)}>${say.really}</button>
    <button class="link-button" @click=${() => ask(undefined)}>${say.keep}</button>
  </span>`;
}
