export { NormalisedIdentifiers } from './normalised-identifiers.js';
export { isRegion } from './mobile.js';
