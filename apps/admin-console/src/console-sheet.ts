import { unsafeCSS } from 'lit';

import layout from './console.css?inline';
import editing from './editing.css?inline';
import showing from './showing.css?inline';

/** What only the console looks like: its layout, what is edited there, what is shown. */
export const consoleSheet = unsafeCSS(`${layout}\n${editing}\n${showing}`);
