import { unsafeCSS } from 'lit';

import contentText from './content.css?inline';
import controlsText from './controls.css?inline';
import tokensText from './tokens.css?inline';

/** Custom properties of every screen, for an element's own shadow root. */
export const tokens = unsafeCSS(tokensText);

/** Buttons, fields, notes and lists. */
export const controls = unsafeCSS(controlsText);

/** Headings, paragraphs, cards: what a page is made of. */
export const content = unsafeCSS(contentText);
