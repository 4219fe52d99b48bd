import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

import type { Language, Strength } from '#libs/password-policy';
import { sayStrength } from '#libs/password-policy';

const STEPS = [1, 2, 3, 4] as const;

/** How hard the password is to guess, in words; the bars only repeat them. */
export function strengthView(
  strength: Strength | undefined,
  label: string,
  language: Language,
): TemplateResult {
  const said = strength && sayStrength(strength, language);
  const advice = said && (said.reason ?? said.suggestion);
  return html`<div class="strength" data-score=${strength?.score ?? ''}>
    <div class="bars" aria-hidden="true">
      ${STEPS.map((step) => html`<i class=${strength && strength.score >= step ? 'on' : ''}></i>`)}
    </div>
    <p role="status">
      <span class="visually-hidden">${label}: </span>${said?.score ?? nothing}${
        advice ? html`. <span class="advice">${advice}</span>` : nothing
      }
    </p>
  </div>`;
}
