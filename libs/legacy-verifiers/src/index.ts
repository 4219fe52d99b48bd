export * from './http-legacy-verifier.js';
export * from './named-legacy-verifiers.js';
