import type { ScreenLanguage } from '#libs/screen-design';

import type { DialogEvent } from './events.js';
import type { DialogState } from './state.js';
import type { PasswordTexts } from './texts.js';

/** What the dialog is shown with. */
export interface Shown {
  readonly state: DialogState;
  readonly texts: PasswordTexts;
  readonly language: ScreenLanguage;
  readonly username: string;
  readonly resetHref: string;
  send(event: DialogEvent): void;
  submit(): void;
  forgot(event: Event): void;
}
