import type { AdminApi } from '../console-view.js';
import { ConsoleView } from '../console-view.js';
import type { DraftStore } from './draft.js';
import { Draft } from './draft.js';

/** A page, or a part of one, where one document is edited. */
export abstract class DraftView<Value> extends ConsoleView {
  protected draft: Draft<Value> | undefined;

  /** Where the document is read and saved. */
  protected abstract store(api: AdminApi): DraftStore<Value>;

  protected override async open(api: AdminApi): Promise<void> {
    this.draft = new Draft(this.store(api), () => this.requestUpdate());
    await this.draft.load();
  }
}
