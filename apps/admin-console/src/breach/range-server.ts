import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { Answer, BreachStatus, RangeServer } from '#libs/client';
import { catalogue, icon } from '#libs/screen-design';

import type { AdminApi } from '../console-view.js';
import type { Draft, DraftStore } from '../drafts/draft.js';
import { draftBar } from '../drafts/draft-bar.js';
import { DraftView } from '../drafts/draft-view.js';

const texts = catalogue({
  en: {
    title: 'A range server of your own',
    text: 'Asked in place of the operator’s, after every other rule is met, where the policy allows it. Five digits of a hash leave, never a password.',
    address: 'Address',
    hint: 'Like https://ranges.example.com/range/. Left empty, none of yours is asked.',
    wrong: 'An https address without query and fragment.',
    sparse: 'It holds some ranges only',
    sparseText: 'Then an empty answer means “not breached”. Otherwise it means that nobody knows.',
    atOnce: 'It is asked from the next new password on.',
    blocked: 'The address cannot be saved yet.',
  },
  de: {
    title: 'Ein eigener Bereichsserver',
    text: 'Wird anstelle dessen des Betreibers gefragt, nachdem alle anderen Regeln erfüllt sind und wo die Passwortregeln es erlauben. Fünf Stellen eines Hashes gehen hinaus, nie ein Passwort.',
    address: 'Adresse',
    hint: 'Wie https://ranges.example.com/range/. Leer gelassen wird keiner von Ihnen gefragt.',
    wrong: 'Eine https-Adresse ohne Abfrage und Fragment.',
    sparse: 'Er hat nur einige Bereiche',
    sparseText:
      'Dann heißt eine leere Antwort „nicht durchgesickert“. Sonst heißt sie, dass es niemand weiß.',
    atOnce: 'Er wird ab dem nächsten neuen Passwort gefragt.',
    blocked: 'Die Adresse lässt sich so noch nicht speichern.',
  },
});

interface Named {
  readonly range_server: RangeServer | null;
}

/** Which server of the tenant's own is asked for ranges. Tells `range-server-named` once it is saved. */
export class RangeServerPanel extends DraftView<Named> {
  protected override store(api: AdminApi): DraftStore<Named> {
    return {
      read: async () => named(await api.send('GET /password-srv/settings/breach')),
      save: async (body, ifMatch) => {
        const version = ifMatch === undefined ? {} : { ifMatch };
        const answer = await api.send('PUT /password-srv/settings/breach', { body, ...version });
        if (answer.kind === 'ok') this.dispatchEvent(new Event('range-server-named'));
        return named(answer);
      },
    };
  }

  override render(): TemplateResult {
    const say = texts(this.language);
    const { draft } = this;
    const { wished, trouble } = draft?.state ?? {};
    return html`<section class="card" aria-labelledby="own">
      <h2 id="own">${say.title}</h2>
      <p class="hint">${say.text}</p>
      ${this.trouble(trouble, wished !== undefined)}
      ${draft && wished ? this.#fields(draft, wished) : trouble ? undefined : this.loading()}
    </section>`;
  }

  #fields(draft: Draft<Named>, { range_server: server }: Named): TemplateResult {
    const say = texts(this.language);
    const wrong = server !== null && !isAddress(server.url);
    const named = (url: string) =>
      draft.edit({ range_server: url === '' ? null : { url, sparse: server?.sparse ?? false } });
    return html`<div class="field">
        <label for="address">${say.address}</label>
        <div class="box ${wrong ? 'wrong' : ''}">
          <input
            id="address"
            dir="ltr"
            inputmode="url"
            autocomplete="off"
            spellcheck="false"
            aria-invalid=${wrong ? 'true' : 'false'}
            aria-describedby="address-hint"
            .value=${server?.url ?? ''}
            @input=${(event: Event) => named((event.target as HTMLInputElement).value.trim())}
          />
        </div>
        <p class=${wrong ? 'error' : 'hint'} id="address-hint">
          ${wrong ? html`${icon('alert', 18)} ${say.wrong}` : say.hint}
        </p>
      </div>
      ${server === null ? undefined : this.#sparse(draft, server)}
      ${draftBar(draft, this.language, {
        summary: say.atOnce,
        objection: wrong ? say.blocked : undefined,
      })}`;
  }

  #sparse(draft: Draft<Named>, server: RangeServer): TemplateResult {
    const say = texts(this.language);
    const toggled = () => draft.edit({ range_server: { ...server, sparse: !server.sparse } });
    return html`<label class="choice">
      <input type="checkbox" .checked=${server.sparse} @change=${toggled} />
      <span><strong>${say.sparse}</strong><span class="hint">${say.sparseText}</span></span>
    </label>`;
  }
}

/** What the service would refuse for its spelling; where it may lead is for the service to say. */
function isAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && !/[?#]/.test(text);
}

const named = (answer: Answer<BreachStatus>): Answer<Named> =>
  answer.kind === 'ok' ? { ...answer, body: { range_server: answer.body.range_server } } : answer;
