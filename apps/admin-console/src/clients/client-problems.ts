import type { RegisteredClients } from '#libs/client';
import { isWebOrigin, ownPagePath, pageAddress } from '#libs/identity';

export const RESET_PAGES = ['reset', 'reset_done'] as const;
export type ResetPageName = (typeof RESET_PAGES)[number];

/** What the service would refuse, found by the same code before anything is sent. */
export interface ClientProblems {
  readonly origin: string | undefined;
  readonly pages: readonly ResetPageName[];
}

export function problemsOf({ origins, pages }: RegisteredClients): ClientProblems {
  const leads = (text: string): boolean => (pageAddress(text) ?? ownPagePath(text)) !== undefined;
  return {
    origin: origins.find((one) => !isWebOrigin(one)),
    pages: RESET_PAGES.filter((name) => {
      const text = pages[name];
      return text !== undefined && !leads(text);
    }),
  };
}

/** In one order, so that what was typed back is no change. An empty page is none. */
export function withPage(
  clients: RegisteredClients,
  name: ResetPageName,
  text: string,
): RegisteredClients {
  const address = (page: ResetPageName) => (page === name ? text.trim() : clients.pages[page]);
  const given = RESET_PAGES.map((page) => [page, address(page)] as const);
  return { ...clients, pages: Object.fromEntries(given.filter(([, one]) => one)) };
}
