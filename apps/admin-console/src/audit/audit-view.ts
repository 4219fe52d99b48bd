import type { PropertyDeclarations, TemplateResult } from 'lit';
import { html } from 'lit';

import type { AuditEvent } from '#libs/client';
import { icon } from '#libs/screen-design';

import { auditFilters, questionOf } from './audit-filters.js';
import { auditTable } from './audit-table.js';
import type { AdminApi } from '../console-view.js';
import { ConsoleView } from '../console-view.js';
import type { Trouble } from '../drafts/draft.js';
import { troubleOf } from '../drafts/draft.js';
import { auditTexts } from './texts.js';

type Question = Readonly<Record<string, string>>;

/** What happened, page by page, with filters, and as a file. */
export class AuditView extends ConsoleView {
  static override properties: PropertyDeclarations = {
    ...ConsoleView.properties,
    objection: { state: true },
    events: { state: true },
    next: { state: true },
    busy: { state: true },
  };

  declare objection: Trouble | undefined;
  declare events: readonly AuditEvent[] | undefined;
  declare next: string | null;
  declare busy: boolean;

  #question: Question = {};

  constructor() {
    super();
    this.next = null;
    this.busy = false;
  }

  protected override async open(api: AdminApi): Promise<void> {
    this.events = undefined;
    await this.#ask(api, this.#question);
  }

  async #ask(api: AdminApi, query: Question): Promise<void> {
    this.busy = true;
    const answer = await api.send('GET /password-srv/audit', { query });
    this.busy = false;
    this.objection = answer.kind === 'ok' ? undefined : troubleOf(answer);
    if (answer.kind !== 'ok') return;
    this.events = [...(this.events ?? []), ...answer.body.events];
    this.next = answer.body.next;
  }

  override render(): TemplateResult {
    const say = auditTexts(this.language);
    const { events, objection, next } = this;
    return html`<header>
        <h1>${say.title}</h1>
        <p class="lead">${say.lead}</p>
      </header>
      ${auditFilters(this.language, { apply: this.#apply, clear: this.#clear, save: this.#save })}
      ${this.trouble(objection, events !== undefined)}
      ${
        events
          ? html`<p class="hint" role="status">${say.count(events.length)}</p>
              ${
                events.length > 0
                  ? auditTable(events, this.language)
                  : html`<p class="empty">${icon('list')} ${say.nothing}</p>`
              }`
          : undefined
      }
      ${this.busy ? this.loading() : undefined}
      ${
        next !== null && !this.busy
          ? html`<p><button class="button" @click=${this.#more}>${say.more}</button></p>`
          : undefined
      }`;
  }

  #apply = (event: Event): void => {
    event.preventDefault();
    this.#question = questionOf(event.currentTarget as HTMLFormElement);
    if (this.api) void this.open(this.api);
  };

  #clear = (): void => {
    this.#question = {};
    if (this.api) void this.open(this.api);
  };

  #more = (): void => {
    if (this.api && this.next !== null) {
      void this.#ask(this.api, { ...this.#question, after: this.next });
    }
  };

  /** Asked with the token of this page, which no link could carry. */
  #save = async (): Promise<void> => {
    const query = { ...this.#question, format: 'csv' };
    const answer = await this.api?.send('GET /password-srv/audit', { query });
    if (answer && answer.kind !== 'ok') this.objection = troubleOf(answer);
    if (answer?.kind !== 'ok') return;
    const url = URL.createObjectURL(new Blob([String(answer.body)], { type: 'text/csv' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: 'audit.csv' });
    link.click();
    URL.revokeObjectURL(url);
  };
}
