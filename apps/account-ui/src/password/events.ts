import type { Answer, Evaluation, Requirements } from '#libs/client';
import type { Strength } from '#libs/password-policy';

import type { DialogState, Field, StepUp } from './state.js';

/** Everything that happens to the dialog. */
export type DialogEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'loaded'; readonly answer: Answer<Requirements> }
  | { readonly type: 'typed'; readonly field: Field; readonly text: string }
  | { readonly type: 'toggled'; readonly field: Field }
  | { readonly type: 'estimated'; readonly text: string; readonly strength: Strength }
  | { readonly type: 'evaluated'; readonly text: string; readonly evaluation: Evaluation }
  /** `key` is used unless the same attempt has one already. */
  | { readonly type: 'submitted'; readonly key: string }
  | { readonly type: 'answered'; readonly answer: Answer<unknown> }
  | { readonly type: 'proven' }
  | { readonly type: 'step_up_asked' }
  | { readonly type: 'sign_in_asked' }
  | { readonly type: 'reset_asked' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'dismissed' };

/** What whoever drives the dialog does about it. */
export type Effect =
  | { readonly type: 'load' }
  | { readonly type: 'estimate'; readonly text: string }
  | { readonly type: 'evaluate'; readonly text: string }
  | { readonly type: 'submit'; readonly key: string; readonly delayMs: number }
  | { readonly type: 'step_up'; readonly asked: StepUp }
  | { readonly type: 'navigate'; readonly to: 'reset-password' | 'sign-in' }
  | { readonly type: 'close' };

/** The published outputs of the dialog: what a host hears of it. */
export interface Output {
  readonly state?: 'unauthenticated' | 'loading' | 'password_updated' | 'restricted';
  readonly validation?: 'required' | 'invalid';
  readonly error?: string;
  readonly currentPassword?: 'updated';
  readonly newPassword?: 'updated';
  readonly passwordVisible?: boolean;
  /** 405: the request is blocked, whatever is typed. */
  readonly status?: number;
}

export interface Step {
  readonly state: DialogState;
  readonly effects?: readonly Effect[];
  readonly output?: Output;
}
