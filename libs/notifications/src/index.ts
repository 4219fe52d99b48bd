export * from './ports/deliveries.js';
export * from './ports/mailer.js';
