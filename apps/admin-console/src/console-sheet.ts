import { unsafeCSS } from 'lit';

import text from './console.css?inline';

/** What only the console looks like. */
export const consoleSheet = unsafeCSS(text);
