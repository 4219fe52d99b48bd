export * from './built-in-corpus.js';
