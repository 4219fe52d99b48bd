import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { ScreenLanguage } from '#libs/screen-design';
import { catalogue, icon } from '#libs/screen-design';

import type { Draft } from './draft.js';

const texts = catalogue({
  en: {
    save: 'Save changes',
    saving: 'Saving …',
    discard: 'Discard',
    saved: 'Saved. It applies from now on.',
    unsaved: 'Changes that are not saved yet.',
    nothing: 'Everything is saved.',
    conflict: 'Someone else changed this while you were editing.',
    conflictText:
      'Nothing was overwritten, and your changes are still here. Take what is saved now, or keep yours and look once more before you save.',
    theirs: 'Take what is saved now',
    mine: 'Keep mine',
  },
  de: {
    save: 'Änderungen speichern',
    saving: 'Wird gespeichert …',
    discard: 'Verwerfen',
    saved: 'Gespeichert. Es gilt ab jetzt.',
    unsaved: 'Änderungen, die noch nicht gespeichert sind.',
    nothing: 'Alles ist gespeichert.',
    conflict: 'Jemand anderes hat das inzwischen geändert.',
    conflictText:
      'Nichts wurde überschrieben, und Ihre Änderungen stehen noch hier. Übernehmen Sie den gespeicherten Stand, oder behalten Sie Ihren und prüfen Sie ihn noch einmal, bevor Sie speichern.',
    theirs: 'Gespeicherten Stand übernehmen',
    mine: 'Meinen behalten',
  },
});

interface DraftWords {
  /** What saving would do. */
  readonly summary?: TemplateResult | string;
  /** Why it cannot be saved as it is. */
  readonly objection?: string | undefined;
}

/** Saving, discarding, and what became of it, in words. */
export function draftBar<Value>(
  draft: Draft<Value>,
  language: ScreenLanguage,
  { summary, objection }: DraftWords = {},
): TemplateResult {
  if (draft.state.theirs !== undefined) return conflict(draft, language);
  const say = texts(language);
  const { phase } = draft.state;
  const idle = !draft.isChanged;
  const ready = !idle && objection === undefined;
  const told = phase === 'saved' ? say.saved : idle ? say.nothing : (objection ?? say.unsaved);
  return html`<div class="bar ${idle ? 'idle' : 'changed'}">
    <p role="status">${phase === 'saving' ? say.saving : told} ${ready ? summary : undefined}</p>
    <div class="actions">
      <button class="button" ?hidden=${idle} @click=${() => draft.discard()}>${say.discard}</button>
      <button
        class="button primary"
        aria-disabled=${ready ? 'false' : 'true'}
        @click=${ready ? () => void draft.save() : undefined}
      >
        ${phase === 'saving' ? html`<span class="spinner"></span>` : undefined}${say.save}
      </button>
    </div>
  </div>`;
}

function conflict<Value>(draft: Draft<Value>, language: ScreenLanguage): TemplateResult {
  const say = texts(language);
  return html`<div class="note warn" role="alert">
    ${icon('alert')}
    <strong>${say.conflict}</strong>
    <p>${say.conflictText}</p>
    <div class="actions">
      <button class="button primary" @click=${() => draft.takeTheirs()}>${say.theirs}</button>
      <button class="button" @click=${() => draft.keepMine()}>${say.mine}</button>
    </div>
  </div>`;
}
