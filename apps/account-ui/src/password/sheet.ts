import { unsafeCSS } from 'lit';

import text from './dialog.css?inline';

export const dialogSheet = unsafeCSS(text);
