import { describe, expect, it } from '@jest/globals';

import { RESTRICTIONS } from '../../../apps/account-ui/src/password/state.js';
import { canSubmit } from '../../../apps/account-ui/src/password/validity.js';
import { answer, GOOD, ok, Played, ready, refusal, requirements, sent, type } from './dialog.js';

const evaluation = (more: object = {}) => ({
  admissible: true,
  violations: [],
  unknown: ['same_as_current', 'history'],
  breach: { verdict: 'clean' as const },
  ...more,
});
const evaluated = (text: string, more: object = {}) =>
  ({ type: 'evaluated', text, evaluation: evaluation(more) }) as const;

describe('requirements while somebody types', () => {
  it('are judged at once where the page can tell, and unknown where it cannot', () => {
    const played = ready().send(type('next', GOOD));
    expect(played.stateOf('too_short')).toBe('satisfied');
    expect(played.stateOf('breached')).toBe('unknown');
    expect(played.lastEffect).toEqual({ type: 'evaluate', text: GOOD });
  });

  it('are not asked of the server before the page itself is content', () => {
    const played = ready().send(type('next', 'short'));
    expect(played.effects.map((effect) => effect.type)).toEqual(['load', 'estimate']);
  });

  it('follow the server, and leave unknown what only the change can judge', () => {
    const played = ready().send(type('next', GOOD), evaluated(GOOD));
    expect(played.stateOf('breached')).toBe('satisfied');
    expect(played.stateOf('same_as_current')).toBe('unknown');
    expect(played.stateOf('used_before')).toBe('unknown');
    const found = ready().send(
      type('current', 'x'),
      type('next', GOOD),
      evaluated(GOOD, { violations: [{ code: 'breached' }] }),
    );
    expect(found.stateOf('breached')).toBe('unsatisfied');
    expect(canSubmit(found.state)).toBe(false);
    expect(found.lastOutput).toEqual({ validation: 'invalid' });
  });

  it('forget what was said of another text', () => {
    const late = ready().send(type('next', `${GOOD}!`), evaluated(GOOD));
    expect(late.stateOf('breached')).toBe('unknown');
    const strength = { score: 4 } as const;
    expect(late.send({ type: 'estimated', text: GOOD, strength }).state.strength).toBeUndefined();
    const changed = ready().send(type('next', GOOD), evaluated(GOOD), type('next', `${GOOD}!`));
    expect(changed.stateOf('breached')).toBe('unknown');
  });

  it('are all unknown again when the field is empty', () => {
    const played = ready().send(type('next', GOOD), type('next', ''));
    expect(new Set(played.state.requirements.map(({ state }) => state))).toEqual(
      new Set(['unknown']),
    );
  });
});

describe('the set form', () => {
  const first = { action: 'set', proof: [] } as const;

  it('asks for no current password, but for the new one twice', () => {
    const played = ready(first).send(type('next', GOOD));
    expect(played.lastOutput).toMatchObject({ validation: 'invalid' });
    expect(canSubmit(played.send(type('again', GOOD)).state)).toBe(true);
    expect(canSubmit(played.send(type('again', `${GOOD}x`)).state)).toBe(false);
  });

  it('is shown when somebody turns out to have no password, and the other way round', () => {
    const played = answer(sent(), refusal(404, 'no_password_set'));
    expect(played.state.phase).toBe('loading');
    played.send({ type: 'loaded', answer: ok(requirements(first)) });
    expect(played.state).toMatchObject({ phase: 'ready', mode: 'set', texts: { next: '' } });
    expect(answer(sent(first), refusal(409, 'password_already_set')).lastEffect).toEqual({
      type: 'load',
    });
  });
});

describe('an attempt', () => {
  it('whose answer is lost is sent again under the same key, then told (F10)', () => {
    const played = sent();
    for (let lost = 0; lost < 3; lost += 1) answer(played, { kind: 'unreachable' });
    const keys = played.effects.flatMap((one) => (one.type === 'submit' ? [one.key] : []));
    expect(keys).toEqual(['key-1', 'key-1', 'key-1']);
    expect(played.state).toMatchObject({ phase: 'ready', complaint: { code: 'unreachable' } });
    played.send({ type: 'submitted', key: 'key-2' });
    expect(played.lastEffect).toMatchObject({ key: 'key-1' });
  });

  it('that is still under way is asked for after the time that was named', () => {
    const played = answer(sent(), refusal(409, 'request_in_flight', { retryAfterSeconds: 4 }));
    expect(played.lastEffect).toEqual({ type: 'submit', key: 'key-1', delayMs: 4000 });
    expect(played.state.phase).toBe('submitting');
  });

  it.each([
    [503, 'outcome_unknown', 'key-1'],
    [503, 'temporarily_overloaded', 'key-1'],
    [429, 'too_many_attempts', 'key-2'],
    [400, 'invalid_current_password', 'key-2'],
    [422, 'password_breached', 'key-2'],
  ])('answered %i %s is repeated as %s', (status, code, key) => {
    const played = answer(sent(), refusal(status, code)).send(type('current', 'Test1234%'));
    const again = code === 'outcome_unknown' || code === 'temporarily_overloaded';
    const repeated = again ? answer(sent(), refusal(status, code)) : played;
    if (code === 'password_breached') repeated.send(type('next', `${GOOD}s`));
    repeated.send({ type: 'submitted', key: 'key-2' });
    expect(repeated.lastEffect).toMatchObject({ type: 'submit', key });
  });

  it('with another password is another attempt', () => {
    const played = answer(sent(), refusal(503, 'outcome_unknown'));
    played.send(type('next', `${GOOD}!`), { type: 'submitted', key: 'key-2' });
    expect(played.lastEffect).toMatchObject({ key: 'key-2' });
  });

  it('cannot be left while its answer is due', () => {
    expect(sent().send({ type: 'cancelled' }).state.phase).toBe('submitting');
    expect(sent().send({ type: 'dismissed' }).state.phase).toBe('submitting');
  });

  it('that is over is closed once', () => {
    const played = answer(sent(), ok({ state: 'password_updated' }));
    const effects = played.effects.length;
    played.send({ type: 'dismissed' }, { type: 'dismissed' });
    expect(played.effects).toHaveLength(effects);
  });

  it.each([
    ['account-v3', { requirements: [{ code: 'too_short', minimum: 20 }] }],
    ['native', { error: { violations: [{ code: 'too_short', minimum: 20 }] } }],
  ])('refused by the policy marks the rule (%s)', (_name, body) => {
    const played = answer(sent(), refusal(422, 'invalid', { body }));
    expect(played.state.complaint).toEqual({ code: 'password_policy_violated', about: 'next' });
    expect(played.stateOf('too_short')).toBe('unsatisfied');
    expect(played.lastOutput).toEqual({ error: 'password_policy_violated', validation: 'invalid' });
  });

  it('refused as breached marks that rule until something else is typed', () => {
    const played = answer(sent(), refusal(422, 'password_breached'));
    expect(played.stateOf('breached')).toBe('unsatisfied');
    played.send(type('next', `${GOOD}!`));
    expect(played.stateOf('breached')).toBe('unknown');
    expect(played.state.complaint).toBeUndefined();
  });

  it('refused for an unheard-of reason is told as unexpected, not hidden', () => {
    const played = answer(sent(), refusal(418, 'constructor'));
    expect(played.state.complaint).toEqual({ code: 'unexpected', about: 'form' });
  });

  it('keeps what a refusal says of time', () => {
    const body = { error: { changeable_at: '2026-01-02T00:00:00.000Z' } };
    const more = { body, retryAfterSeconds: 9 };
    expect(answer(sent(), refusal(422, 'password_too_young', more)).state.complaint).toEqual({
      code: 'password_too_young',
      about: 'form',
      retryAfterSeconds: 9,
      changeableAt: '2026-01-02T00:00:00.000Z',
    });
  });
});

describe('step-up', () => {
  const due = { proof: ['current_password', 'second_factor'], acr_values: 'mfa', max_age: 600 };

  it('is asked for before anything is typed, where it is due', () => {
    const played = ready(due);
    expect(played.state.phase).toBe('step_up');
    played.send({ type: 'step_up_asked' });
    expect(played.lastEffect).toEqual({
      type: 'step_up',
      asked: { maxAge: 600, acrValues: 'mfa' },
    });
    played.send({ type: 'proven' });
    expect(played.lastEffect).toEqual({ type: 'load' });
  });

  it('sends what was typed once it is proven, under the same key', () => {
    const challenge = { maxAge: 300 };
    const played = answer(sent(), refusal(401, 'insufficient_user_authentication', { challenge }));
    expect(played.state).toMatchObject({ phase: 'step_up', stepUp: challenge });
    played.send({ type: 'proven' });
    expect(played.lastEffect).toEqual({ type: 'submit', key: 'key-1', delayMs: 0 });
    expect(played.state.phase).toBe('submitting');
  });

  it('after a sign-in begins anew', () => {
    const played = new Played().send(
      { type: 'opened' },
      { type: 'loaded', answer: refusal(401, 'invalid_token') },
      { type: 'sign_in_asked' },
    );
    expect(played.lastEffect).toEqual({ type: 'navigate', to: 'sign-in' });
    expect(played.send({ type: 'proven' }).state.phase).toBe('loading');
  });
});

describe('what cannot be', () => {
  it.each(RESTRICTIONS)('%s is told as a restriction', (code) => {
    expect(answer(sent(), refusal(403, code)).state.restriction).toBe(code);
  });

  it('a service that cannot be asked is told, and asked again when opened again', () => {
    const lost = { type: 'loaded', answer: { kind: 'unreachable' } } as const;
    const played = new Played().send({ type: 'opened' }, lost);
    expect(played.state.phase).toBe('unavailable');
    expect(played.send({ type: 'opened' }).lastEffect).toEqual({ type: 'load' });
    const busy = { type: 'loaded', answer: refusal(503, 'temporarily_overloaded') } as const;
    expect(new Played().send({ type: 'opened' }, busy).state.phase).toBe('unavailable');
  });

  it('an answer that nobody waits for changes nothing', () => {
    const played = ready();
    const before = played.state;
    answer(played, ok({}));
    played.send({ type: 'loaded', answer: refusal(401, 'invalid_token') }, { type: 'proven' });
    expect(played.state).toBe(before);
  });
});
