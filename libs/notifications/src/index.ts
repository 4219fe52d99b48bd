export { composeMail, composeText, isMailAddress } from './compose-mail.js';
export * from './deliver-notices.js';
export * from './hold-claim.js';
export * from './notice-texts.js';
export * from './ports/deliveries.js';
export * from './ports/mailer.js';
export * from './ports/text-messenger.js';
export * from './reset-messages.js';
export * from './retry.js';
