import { describe, expect, it } from '@jest/globals';

import { CLOSED } from '../../../apps/account-ui/src/password/state.js';
import { canSubmit } from '../../../apps/account-ui/src/password/validity.js';
import { answer, GOOD, ok, ready, refusal, sent, type } from './dialog.js';
import { Played } from './dialog.js';

describe('the published validations', () => {
  it.each([
    ['missing', refusal(401, 'invalid_token')],
    ['expired', refusal(401, 'expired')],
  ])('Session %s: blocks access and requires sign in, state = unauthenticated', (_how, given) => {
    const played = new Played().send({ type: 'opened' }, { type: 'loaded', answer: given });
    expect(played.state.phase).toBe('unauthenticated');
    expect(played.lastOutput).toEqual({ state: 'unauthenticated' });
    expect(played.send(type('next', GOOD)).state.texts).toEqual(CLOSED.texts);
  });

  it('Session expired while submitting: state = unauthenticated, and nothing typed is kept', () => {
    const played = answer(sent(), refusal(401, 'invalid_token'));
    expect(played.state).toMatchObject({ phase: 'unauthenticated', texts: CLOSED.texts });
    expect(played.lastOutput).toEqual({ state: 'unauthenticated' });
  });

  it('Current password empty: disables Update password, validation = required', () => {
    const played = ready().send(type('next', GOOD));
    expect(canSubmit(played.state)).toBe(false);
    expect(played.lastOutput).toMatchObject({ validation: 'required' });
    played.send({ type: 'submitted', key: 'k' });
    expect(played.lastOutput).toEqual({ validation: 'required' });
    expect(played.state.phase).toBe('ready');
  });

  it.each(['', 'too short'])(
    'New password %j: disables Update password and shows the requirement, validation = invalid',
    (text) => {
      const played = ready().send(type('current', 'Test1234%'), type('next', text));
      expect(canSubmit(played.state)).toBe(false);
      expect(played.lastOutput).toEqual({ newPassword: 'updated', validation: 'invalid' });
      expect(played.stateOf('too_short')).toBe(text === '' ? 'unknown' : 'unsatisfied');
      expect(played.send({ type: 'submitted', key: 'k' }).state.phase).toBe('ready');
    },
  );

  it('Current password incorrect: inline error, error = invalid_current_password', () => {
    const played = answer(sent(), refusal(400, 'invalid_current_password'));
    expect(played.state).toMatchObject({
      phase: 'ready',
      complaint: { code: 'invalid_current_password', about: 'current' },
    });
    expect(played.lastOutput).toEqual({ error: 'invalid_current_password' });
  });

  it('Request in progress: shows the loading state, state = loading', () => {
    expect(sent().state.phase).toBe('submitting');
    expect(sent().lastOutput).toEqual({ state: 'loading' });
    expect(canSubmit(sent().state)).toBe(false);
  });

  it.each(['password_not_enabled', 'managed_identity'])(
    'Request blocked (%s): restriction message, HTTP 405',
    (code) => {
      const played = answer(sent(), refusal(405, code));
      expect(played.state).toMatchObject({ phase: 'restricted', restriction: code });
      expect(played.lastOutput).toEqual({ state: 'restricted', error: code, status: 405 });
    },
  );

  it('Request blocked before anything is typed: the same restriction', () => {
    const more = { action: 'none', reason: 'password_not_enabled', proof: [] } as const;
    expect(ready(more).state).toMatchObject({
      phase: 'restricted',
      restriction: 'password_not_enabled',
    });
    expect(ready(more).lastOutput).toMatchObject({ state: 'restricted', status: 405 });
  });
});

describe('the published actions', () => {
  it('Current password updated: updates input state, currentPassword = updated', () => {
    const played = ready().send(type('current', 'Test1234%'));
    expect(played.state.texts.current).toBe('Test1234%');
    expect(played.lastOutput).toMatchObject({ currentPassword: 'updated' });
  });

  it('New password updated: updates input state, newPassword = updated', () => {
    const played = ready().send(type('current', 'Test1234%'), type('next', GOOD));
    expect(played.state.texts.next).toBe(GOOD);
    expect(played.lastOutput).toEqual({ newPassword: 'updated' });
  });

  it.each(['current', 'next', 'again'] as const)(
    'Visibility toggle of %s selected: passwordVisible = true/false',
    (field) => {
      const played = ready().send({ type: 'toggled', field });
      expect(played.lastOutput).toEqual({ passwordVisible: true });
      expect(played.state.visible[field]).toBe(true);
      expect(played.send({ type: 'toggled', field }).lastOutput).toEqual({
        passwordVisible: false,
      });
    },
  );

  it('Update password selected: submits, password change request triggered', () => {
    expect(sent().lastEffect).toEqual({ type: 'submit', key: 'key-1', delayMs: 0 });
  });

  it('Password update succeeds: closes the dialog, state = password_updated', () => {
    const played = answer(sent(), ok({ state: 'password_updated' }));
    expect(played.lastOutput).toEqual({ state: 'password_updated' });
    expect(played.lastEffect).toEqual({ type: 'close' });
    expect(played.state).toMatchObject({ phase: 'updated', texts: CLOSED.texts });
  });

  it('Forgot password selected: opens the reset flow, navigation event', () => {
    const played = ready().send({ type: 'reset_asked' });
    expect(played.lastEffect).toEqual({ type: 'navigate', to: 'reset-password' });
    expect(played.outputs).toEqual([]);
  });

  it.each([
    ['Cancel', 'cancelled'],
    ['Close', 'dismissed'],
  ] as const)('%s selected: closes without changes, no state change', (_name, event) => {
    const played = ready().send(type('current', 'Test1234%'));
    const told = played.outputs.length;
    played.send({ type: event });
    expect(played.lastEffect).toEqual({ type: 'close' });
    expect(played.outputs).toHaveLength(told);
    expect(played.state).toEqual(CLOSED);
  });
});
