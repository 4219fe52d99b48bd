import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { AuditEvent } from '#libs/client';
import type { ScreenLanguage } from '#libs/screen-design';

import { auditTexts } from './texts.js';
import { eventName } from './event-names.js';

export function auditTable(
  events: readonly AuditEvent[],
  language: ScreenLanguage,
): TemplateResult {
  const say = auditTexts(language);
  return html`<div class="scroll card flush" tabindex="0" role="region" aria-label=${say.title}>
    <table>
      <thead>
        <tr>
          <th scope="col">${say.when}</th>
          <th scope="col">${say.what}</th>
          <th scope="col">${say.whom}</th>
          <th scope="col">${say.who}</th>
          <th scope="col">${say.where}</th>
        </tr>
      </thead>
      <tbody>
        ${events.map((event) => row(event, language))}
      </tbody>
    </table>
  </div>`;
}

function row(event: AuditEvent, language: ScreenLanguage): TemplateResult {
  const say = auditTexts(language);
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const { at, type, outcome, subject, ip, details, txn } = event;
  const more = JSON.stringify({ ...details, ...(txn !== null && { txn }) }, undefined, 2);
  return html`<tr>
    <td><time datetime=${at}>${when.format(new Date(at))}</time></td>
    <td>
      <strong>${eventName(type, language)}</strong>
      ${outcome === 'success' ? undefined : html`<span class="badge warned">${outcome}</span>`}
      <details>
        <summary>${say.details}</summary>
        <pre class="code">${type} ${more}</pre>
      </details>
    </td>
    <td><code class="id">${subject ?? '–'}</code></td>
    <td>${actorText(event, language)}</td>
    <td><code>${ip ?? '–'}</code></td>
  </tr>`;
}

function actorText({ actor, subject }: AuditEvent, language: ScreenLanguage) {
  const say = auditTexts(language);
  if (actor.kind === 'person' && actor.id === subject) return say.themselves;
  const kind = (say.actors as Record<string, string>)[actor.kind] ?? actor.kind;
  return actor.id === undefined ? kind : html`${kind} <code class="id">${actor.id}</code>`;
}
