export { PasswordDialog } from './password/password-dialog.js';
