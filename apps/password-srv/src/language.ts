export { languageOf } from '#libs/platform';
