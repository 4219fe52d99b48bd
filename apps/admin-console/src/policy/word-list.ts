import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { live } from 'lit/directives/live.js';

import type { DenyList } from '#libs/client';
import { catalogue } from '#libs/screen-design';

import type { AdminApi } from '../console-view.js';
import type { DraftStore } from '../drafts/draft.js';
import { draftBar } from '../drafts/draft-bar.js';
import { DraftView } from '../drafts/draft-view.js';
import { Lines } from '../drafts/lines.js';
import { settingsAt } from '../drafts/settings.js';

const texts = catalogue({
  en: {
    title: 'Your own words',
    text: 'No password may be one of these, however it is dressed up. One word a line, up to 10,000: products, places, teams. They reach no browser but this one.',
    label: 'Words, one a line',
    count: (words: number) => `${words} words`,
  },
  de: {
    title: 'Eigene Wörter',
    text: 'Kein Passwort darf eines davon sein, wie auch immer verkleidet. Ein Wort je Zeile, bis zu 10.000: Produkte, Orte, Teams. Außer diesem sieht sie kein Browser.',
    label: 'Wörter, eines je Zeile',
    count: (words: number) => `${words} Wörter`,
  },
});

/** The words that no password of the tenant may be made of. */
export class WordList extends DraftView<DenyList> {
  readonly #lines = new Lines();

  protected override store(api: AdminApi): DraftStore<DenyList> {
    return settingsAt(api, '/password-srv/settings/deny-list');
  }

  override render(): TemplateResult {
    const say = texts(this.language);
    const { draft } = this;
    const { wished, trouble } = draft?.state ?? {};
    return html`<section class="card" aria-labelledby="words">
      <h2 id="words">${say.title}</h2>
      <p class="hint" id="words-text">${say.text}</p>
      ${this.trouble(trouble, wished !== undefined)}
      ${
        draft && wished
          ? html`<textarea
                rows="6"
                spellcheck="false"
                aria-label=${say.label}
                aria-describedby="words-text"
                .value=${live(this.#lines.textOf(wished.words))}
                @input=${(event: Event) => draft.edit({ words: this.#lines.read(event) })}
              ></textarea>
              ${draftBar(draft, this.language, { summary: `${say.count(wished.words.length)}.` })}`
          : trouble
            ? undefined
            : this.loading()
      }
    </section>`;
  }
}
