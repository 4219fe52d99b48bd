import type { TemplateResult } from 'lit';
import { html } from 'lit';

import { catalogue } from '#libs/screen-design';

import type { AdminApi } from './console-view.js';
import { ConsoleView } from './console-view.js';
import { Draft } from './draft.js';
import { draftBar } from './draft-bar.js';

const texts = catalogue({
  en: {
    title: 'Your own words',
    text: 'No password may be one of these, however it is dressed up. One word a line, up to 10,000: products, places, teams. They never reach a browser of yours but this one.',
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

interface Words {
  readonly words: readonly string[];
}

/** The words that no password of the tenant may be made of. */
export class WordList extends ConsoleView {
  #draft: Draft<Words> | undefined;

  protected override async open(api: AdminApi): Promise<void> {
    this.#draft = new Draft<Words>(
      {
        read: () => api.send('GET /password-srv/settings/deny-list'),
        save: (body, ifMatch) =>
          api.send('PUT /password-srv/settings/deny-list', {
            body,
            ...(ifMatch !== undefined && { ifMatch }),
          }),
      },
      () => this.requestUpdate(),
    );
    await this.#draft.load();
  }

  override render(): TemplateResult {
    const say = texts(this.language);
    const draft = this.#draft;
    const { wished, trouble } = draft?.state ?? {};
    return html`<section class="card" aria-labelledby="words">
      <h2 id="words">${say.title}</h2>
      <p class="hint" id="words-text">${say.text}</p>
      ${this.trouble(trouble)}
      ${
        draft && wished
          ? html`<textarea
                rows="6"
                spellcheck="false"
                aria-label=${say.label}
                aria-describedby="words-text"
                .value=${wished.words.join('\n')}
                @change=${(event: Event) => draft.edit({ words: wordsIn(event) })}
              ></textarea>
              ${draftBar(draft, this.language, html`${say.count(wished.words.length)}.`)}`
          : this.loading()
      }
    </section>`;
  }
}

const wordsIn = (event: Event): readonly string[] => [
  ...new Set(
    (event.target as HTMLTextAreaElement).value
      .split('\n')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
];
