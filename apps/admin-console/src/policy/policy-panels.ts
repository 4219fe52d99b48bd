import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { ExplainedRule } from '#libs/client';
import type { Deviation, RuleName } from '#libs/password-policy';
import { sayContradiction, sayDeviation } from '#libs/password-policy';
import type { ScreenLanguage } from '#libs/screen-design';
import { icon } from '#libs/screen-design';

import type { Meaning } from './policy-draft.js';
import { SHOWN_RULES } from './policy-editor.js';
import { policyTexts } from './texts.js';
import { ruleTexts } from './rule-texts.js';
import { valueText } from './value-text.js';

/** The sentences that people will see, and what is wrong with the rules, before anything is saved. */
export function meaningPanel(meaning: Meaning, language: ScreenLanguage): TemplateResult {
  const say = policyTexts(language);
  return html`<section class="card" aria-labelledby="read">
      <h2 id="read">${say.read}</h2>
      <p class="hint">${say.readText}</p>
      <ul class="sentences">
        ${meaning.requirements.map(({ text }) => html`<li>${icon('check', 18)} ${text}</li>`)}
      </ul>
      ${clashes(meaning, language)}
    </section>
    ${standards(meaning.deviations, language)}`;
}

function clashes({ contradictions }: Meaning, language: ScreenLanguage) {
  if (contradictions.length === 0) return undefined;
  const say = policyTexts(language);
  return html`<div class="note danger" role="alert">
    ${icon('alert')}<strong>${say.clashes}</strong>
    <p>
      ${contradictions.map((one) => sayContradiction(one, language)).join(' ')} ${say.clashesText}
    </p>
  </div>`;
}

const STANDARDS = ['NIST SP 800-63B-4', 'ASVS 5.0', 'PCI DSS 4.0.1'] as const;

function standards(deviations: readonly Deviation[], language: ScreenLanguage): TemplateResult {
  const say = policyTexts(language);
  const of = (standard: string) => deviations.filter((one) => one.standard === standard);
  return html`<section class="card" aria-labelledby="standards">
    <h2 id="standards">${say.standards}</h2>
    ${STANDARDS.map((standard) => {
      const found = of(standard);
      return html`<div class="standard">
        <h3>
          ${icon(found.length > 0 ? 'alert' : 'shield', 18)} ${standard}
          ${
            found.length > 0
              ? html`<span class="badge warned">${found.length} ${say.contradicted}</span>`
              : undefined
          }
        </h3>
        ${
          found.length > 0
            ? html`<ul>
                ${found.map(
                  (one) => html`<li><code>${one.id}</code> ${sayDeviation(one, language)}</li>`,
                )}
              </ul>`
            : html`<p class="hint">${say.kept}</p>`
        }
      </div>`;
    })}
  </section>`;
}

/** Every rule that is in force, with who asks for it. */
export function explainPanel(
  rules: readonly ExplainedRule[],
  language: ScreenLanguage,
): TemplateResult {
  const say = policyTexts(language);
  const shown = rules.filter(({ rule }) => SHOWN_RULES.includes(rule as RuleName));
  return html`<section class="card" aria-labelledby="imposed">
    <h2 id="imposed">${say.imposed}</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="imposed">
      <table>
        <thead>
          <tr>
            <th scope="col">${say.rule}</th>
            <th scope="col">${say.value}</th>
            <th scope="col">${say.by}</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ rule, value, imposed_by: by }) =>
              html`<tr>
                <th scope="row">${ruleTexts(language).names[rule as RuleName]}</th>
                <td>${valueText(value, language)}</td>
                <td>
                  ${by.length > 0 ? by.map((one) => originText(one, language)).join(', ') : html`<span class="hint">${say.nobody}</span>`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function originText(origin: string, language: ScreenLanguage): string {
  const say = policyTexts(language);
  if (origin === 'platform') return say.platform;
  return origin === 'tenant' ? say.tenant : say.group(origin.replace(/^group:/, ''));
}
