import { unsafeCSS } from 'lit';

import text from './fields.css?inline';

/** Rules and strength, for elements with a shadow root. */
export const fieldsSheet = unsafeCSS(text);
