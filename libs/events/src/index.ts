export * from './polling-senders.js';
export * from './relay.js';
export * from './smtp-mailer.js';
