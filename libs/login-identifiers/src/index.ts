export { NormalisedIdentifiers } from './normalised-identifiers.js';
