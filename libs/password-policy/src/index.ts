export * from './evaluate.js';
export * from './policy.js';
export * from './violation.js';
