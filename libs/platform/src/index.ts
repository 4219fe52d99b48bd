export * from './wire/refusal-exception.js';
export * from './wire/reply.js';
