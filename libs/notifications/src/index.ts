export * from './compose-mail.js';
export * from './deliver-notices.js';
export * from './notice-texts.js';
export * from './ports/deliveries.js';
export * from './ports/mailer.js';
