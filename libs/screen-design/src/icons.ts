import type { TemplateResult } from 'lit';
import { html, svg } from 'lit';

/** Strokes on a ground of 24 by 24, drawn in the colour of the text beside. */
const STROKES = {
  close: svg`<path d="M6 6l12 12M18 6L6 18" />`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z" /><circle cx="12" cy="12" r="3" />`,
  'eye-off': svg`<path d="M4 4l16 16M9.9 5.8A9.6 9.6 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a16 16 0 0 1-3 3.7M6.3 7.3A15.6 15.6 0 0 0 2.5 12S6 18.5 12 18.5a9.3 9.3 0 0 0 4.6-1.2M9.9 9.9a3 3 0 0 0 4.2 4.2" />`,
  check: svg`<path d="M5 12.5l4.5 4.5L19 7.5" />`,
  cross: svg`<path d="M7 7l10 10M17 7L7 17" />`,
  wait: svg`<circle cx="12" cy="12" r="1" /><circle cx="6" cy="12" r="1" /><circle cx="18" cy="12" r="1" />`,
  alert: svg`<path d="M12 4L2.8 19.5h18.4L12 4ZM12 10v4.5" /><path d="M12 17.2v.1" />`,
  info: svg`<circle cx="12" cy="12" r="9" /><path d="M12 11v5.5M12 7.6v.1" />`,
  shield: svg`<path d="M12 3l7.5 3v5.5c0 4.5-3.2 8-7.5 9.5-4.3-1.5-7.5-5-7.5-9.5V6L12 3Z" /><path d="M8.5 12l2.5 2.5 4.5-5" />`,
  lock: svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2" /><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5" />`,
  mail: svg`<rect x="3.5" y="5.5" width="17" height="13" rx="2" /><path d="M4 7l8 6 8-6" />`,
  phone: svg`<rect x="7" y="2.5" width="10" height="19" rx="2.5" /><path d="M10.5 18.5h3" />`,
  key: svg`<circle cx="8" cy="15.5" r="4" /><path d="M11 12.5L20 3.5M16.5 7l2.5 2.5" />`,
  clock: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7v5l3.5 2" />`,
  bell: svg`<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15L6 16.5ZM10 21h4" />`,
  finger: svg`<path d="M7 19c-1-2-1.5-4.5-1.5-7a6.5 6.5 0 0 1 13 0c0 2-.2 4-.8 6M9 20.5c-.8-2.5-1-5.5-1-8.5a4 4 0 0 1 8 0c0 3-.3 6-1.2 8.5M12 12c0 3.5-.1 6-.8 9" />`,
  list: svg`<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5v.1M4.5 12v.1M4.5 17.5v.1" />`,
} as const;

export type IconName = keyof typeof STROKES;

/** An ornament: what it shows is always said in words beside it. */
export const icon = (name: IconName, size = 20): TemplateResult =>
  html`<svg
    viewBox="0 0 24 24"
    width=${size}
    height=${size}
    fill="none"
    stroke="currentColor"
    stroke-width="1.8"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${STROKES[name]}
  </svg>`;

/** A key that is an L. */
export const mark = (size = 32): TemplateResult =>
  html`<svg viewBox="0 0 32 32" width=${size} height=${size} fill="none" aria-hidden="true">
    <rect width="32" height="32" rx="9" fill="var(--lk-accent)" />
    <g stroke="var(--lk-on-accent)" stroke-width="2.6" stroke-linecap="round">
      <circle cx="12" cy="9.5" r="3.7" />
      <path d="M12 13.5V24.5H21M12 19.5h5" />
    </g>
    <circle cx="22.3" cy="19.5" r="1.7" fill="var(--lk-brass)" />
  </svg>`;
