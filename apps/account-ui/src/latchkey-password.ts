export { PasswordElement } from './password/password-element.js';
export { PasswordDialog } from './password/password-dialog.js';
export type { DialogListener, DialogMeans } from './password/password-dialog.js';
export type { DialogEvent, Output } from './password/events.js';
export type { DialogState } from './password/state.js';
