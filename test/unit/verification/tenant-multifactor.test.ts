import { describe, expect, it } from '@jest/globals';

import { subjectId } from '#libs/identity';
import type { Caller } from '#libs/identity';
import { TenantMultifactor, TenantSettings } from '#libs/verification';
import type { SettingsOnArrival, UpdateMultifactorCommand } from '#libs/verification';

import { caller, NOW, ORIGIN, secondsBefore } from '../../support/fakes.js';

const arrival = (different: Partial<SettingsOnArrival> = {}): SettingsOnArrival => ({
  subject: subjectId('dora'),
  asOf: NOW,
  standing: { status: 'active', epoch: 0 },
  admin: true,
  changeDue: false,
  version: 4,
  settings: { switchedOn: new Set(['PASSWORD', 'EMAIL']), secondFactor: 'optional' },
  ...different,
});

class FakeSettings extends TenantSettings {
  readonly writes: { readonly write: unknown; readonly version: number }[] = [];
  beaten = false;

  constructor(private readonly arriving: SettingsOnArrival | undefined) {
    super();
  }

  onArrival() {
    return Promise.resolve(this.arriving);
  }

  replace(write: unknown, version: number) {
    if (this.beaten) return Promise.resolve(undefined);
    this.writes.push({ write, version });
    return Promise.resolve({ version: version + 1 });
  }
}

const dora = (different: Partial<Caller> = {}) =>
  caller({ sub: subjectId('dora'), scopes: new Set(['tenant:admin']), ...different });

const PASSWORD_OFF: UpdateMultifactorCommand['change'] = {
  methods: new Map([['PASSWORD', false]]),
};

function situation(arriving: SettingsOnArrival | undefined) {
  const settings = new FakeSettings(arriving);
  const multifactor = new TenantMultifactor(settings);
  const update = (different: Partial<UpdateMultifactorCommand> = {}) =>
    multifactor.update({
      caller: dora(),
      origin: ORIGIN,
      change: PASSWORD_OFF,
      expectedVersion: 4,
      ...different,
    });
  return { settings, multifactor, update };
}

describe('an admin', () => {
  it('reads the settings with their version', async () => {
    const { version, settings } = arrival();
    expect(await situation(arrival()).multifactor.read(dora())).toEqual({
      kind: 'done',
      value: { version, settings },
    });
  });

  it('switches PASSWORD off; who did it and what it was before is written with it', async () => {
    const { update, settings } = situation(arrival());
    const after = { switchedOn: new Set(['EMAIL']), secondFactor: 'optional' };
    expect(await update()).toEqual({ kind: 'done', value: { version: 5, settings: after } });
    expect(settings.writes).toEqual([
      {
        version: 4,
        write: { tenant: 'demo', by: 'dora', origin: ORIGIN, before: arrival().settings, after },
      },
    ]);
  });

  it('that another admin beat by a moment is told so', async () => {
    const { update, settings } = situation(arrival());
    settings.beaten = true;
    expect(await update()).toMatchObject({ refusal: { code: 'precondition_failed' } });
  });

  it('may read with an old login but write only within 5 minutes of one (ASVS-7.5.1)', async () => {
    const at = (seconds: number) => dora({ authTime: secondsBefore(seconds) });
    const { update, multifactor } = situation(arrival());
    expect(await multifactor.read(at(301))).toMatchObject({ kind: 'done' });
    expect(await update({ caller: at(300) })).toMatchObject({ kind: 'done' });
    expect(await update({ caller: at(301) })).toMatchObject({
      refusal: { code: 'insufficient_user_authentication', maxAgeSeconds: 300 },
    });
  });

  it('cannot remove the last first factor', async () => {
    const methods = new Map([
      ['PASSWORD', false],
      ['EMAIL', false],
    ] as const);
    const { update, settings } = situation(arrival());
    expect(await update({ change: { methods } })).toMatchObject({
      refusal: { code: 'last_first_factor' },
    });
    expect(settings.writes).toEqual([]);
  });
});

/** Each situation breaks this check and every later one as well. */
describe('the order of checks', () => {
  const stale = { authTime: secondsBefore(9999) };
  const ended = arrival({ admin: false, standing: { status: 'disabled', epoch: 0 } });
  const everything: UpdateMultifactorCommand['change'] = {
    methods: new Map([...arrival().settings.switchedOn].map((method) => [method, false])),
  };

  it.each([
    ['invalid_token', undefined, dora({ ...stale, scopes: new Set() }), undefined],
    ['invalid_token', ended, dora({ ...stale, scopes: new Set() }), undefined],
    ['forbidden', arrival({ admin: false }), dora(stale), undefined],
    ['forbidden', arrival(), dora({ ...stale, scopes: new Set() }), undefined],
    ['insufficient_user_authentication', arrival(), dora(stale), undefined],
    ['precondition_required', arrival(), dora(), undefined],
    ['precondition_failed', arrival(), dora(), 3],
    ['last_first_factor', arrival(), dora(), 4],
  ] as const)('%s comes before everything below it', async (code, arriving, who, version) => {
    const { update, settings } = situation(arriving);
    expect(
      await update({ caller: who, expectedVersion: version, change: everything }),
    ).toMatchObject({ kind: 'refused', refusal: { code } });
    expect(settings.writes).toEqual([]);
  });

  it('needs the row of ours and the scope, one does not stand in for the other', async () => {
    const without = situation(arrival({ admin: false }));
    expect(await without.multifactor.read(dora())).toMatchObject({
      refusal: { code: 'forbidden', reason: 'not_admin' },
    });
    expect(await situation(arrival()).multifactor.read(caller())).toMatchObject({
      refusal: { code: 'forbidden', reason: 'scope_missing' },
    });
  });
});
