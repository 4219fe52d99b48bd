import type { Answer, SettingsDocuments } from '#libs/client';

import type { AdminApi } from '../console-view.js';
import type { DraftStore } from './draft.js';

type Path = keyof SettingsDocuments;
type Query = Readonly<Record<string, string>>;

/** The document at a path, as a draft reads and saves it: under the version that was read. */
export function settingsAt<At extends Path>(
  api: AdminApi,
  path: At,
  query: Query = {},
): DraftStore<SettingsDocuments[At]> {
  type Answered = Promise<Answer<SettingsDocuments[At]>>;
  return {
    read: () => api.send(`GET ${path as Path}`, { query }) as Answered,
    save: (body, ifMatch) =>
      api.send(`PUT ${path as Path}`, {
        ...{ query, body },
        ...(ifMatch !== undefined && { ifMatch }),
      }) as Answered,
  };
}
