import type { TemplateResult } from 'lit';
import { html } from 'lit';

import type { ScreenLanguage } from '#libs/screen-design';
import { icon } from '#libs/screen-design';

import type { Trouble } from './drafts/draft.js';
import { troubleTexts } from './trouble-texts.js';

/** Why somebody has to sign in anew, and how many seconds ago at most it may have been. */
export interface SignInWish {
  readonly reason: 'unauthenticated' | 'step-up';
  readonly maxAge?: number;
}

/** Why something cannot be shown or saved, and what to do about it. */
export function troubleNote(
  trouble: Trouble,
  language: ScreenLanguage,
  signIn: (wish: SignInWish) => void,
): TemplateResult {
  const say = troubleTexts(language);
  const { title, text } = say[trouble.kind];
  const wish = wishOf(trouble);
  const mild = wish !== undefined || trouble.kind === 'conflict';
  return html`<div class="note ${mild ? 'warn' : 'danger'}" role="alert">
    ${icon(wish ? 'lock' : 'alert')}
    <strong>${title}</strong>
    <p>${trouble.kind === 'refused' ? refusalText(trouble.body, language) : text}</p>
    ${
      wish
        ? html`<p><button class="button" @click=${() => signIn(wish)}>${say.signIn}</button></p>`
        : undefined
    }
  </div>`;
}

function wishOf(trouble: Trouble): SignInWish | undefined {
  if (trouble.kind === 'unauthenticated') return { reason: trouble.kind };
  if (trouble.kind !== 'step-up') return undefined;
  const { kind: reason, maxAge } = trouble;
  return { reason, ...(maxAge !== undefined && { maxAge }) };
}

/** Nothing to lose yet: it is only to be asked for again. */
export function unloadedNote(
  kind: 'busy' | 'unreachable',
  language: ScreenLanguage,
  retry: () => void,
): TemplateResult {
  const say = troubleTexts(language);
  return html`<div class="note danger" role="alert">
    ${icon('alert')}
    <strong>${say.unloaded.title}</strong>
    <p>${say.unloaded[kind]}</p>
    <p><button class="button" @click=${retry}>${say.retry}</button></p>
  </div>`;
}

interface Problem {
  readonly code?: unknown;
  readonly errors?: readonly { readonly field: string; readonly problem: string }[];
  readonly contradictions?: readonly { readonly text?: unknown }[];
}

const KNOWN = ['last_first_factor', 'not_found', 'subject', 'until'] as const;

/** In the reader's language where there are words of ours for it; otherwise what the service says. */
function refusalText(body: unknown, language: ScreenLanguage): TemplateResult | string {
  const { refused: say } = troubleTexts(language);
  const { code, errors = [], contradictions = [] } = (body ?? {}) as Problem;
  const clashes = contradictions.map(({ text }) => text).filter((text) => typeof text === 'string');
  if (clashes.length > 0) return clashes.join(' ');
  const known = KNOWN.find((one) => one === code || errors.some(({ field }) => field === one));
  if (known) return say[known];
  const problems = errors.map(({ field, problem }) => `${field} ${problem}`).join('; ');
  return problems === ''
    ? say.text
    : html`${say.says}: <span lang="en">${problems}</span>. ${say.text}`;
}
