export * from './http-text-messenger.js';
export * from './polling-senders.js';
export * from './relay.js';
export * from './smtp-mailer.js';
