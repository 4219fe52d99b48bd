export { catalogue, languageFor } from './catalogue.js';
export type { Catalogue, ScreenLanguage } from './catalogue.js';
export { icon, mark } from './icons.js';
export type { IconName } from './icons.js';
export { content, controls, tokens } from './sheets.js';
