export * from './relay.js';
export * from './smtp-mailer.js';
