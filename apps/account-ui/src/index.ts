export { ResetPage } from './reset/reset-page.js';
