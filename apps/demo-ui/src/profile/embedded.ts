/** The elements that this page embeds, as far as a host needs to know them. */
export interface PasswordDialogElement extends HTMLElement {
  show(): void;
  close(): void;
  proven(): void;
}

export interface Methods extends HTMLElement {
  refresh(): Promise<void>;
}
