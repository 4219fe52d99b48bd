import { describe, expect, it } from '@jest/globals';

import { CATALOGUE } from '#libs/identity';
import type { Standing, VerificationType } from '#libs/identity';
import { ListMethods, VerificationMethods } from '#libs/verification';
import type { Medium } from '#libs/verification';

import { caller, NOW } from '../../support/fakes.js';

const LIVE: Standing = { status: 'active', epoch: 0 };
const ENDED: Standing = { status: 'active', epoch: 1, cutoff: { at: NOW } };
const ALL: ReadonlySet<VerificationType> = new Set(CATALOGUE);

interface Enrolled {
  readonly standing?: Standing;
  readonly switchedOn?: ReadonlySet<VerificationType>;
  readonly mediums?: readonly Medium[];
  readonly hasPassword?: boolean;
}

class FakeMethods extends VerificationMethods {
  constructor(private readonly enrolled: Enrolled | undefined) {
    super();
  }

  ofTenant() {
    return this.ofSubject();
  }

  ofSubject() {
    const standard = { standing: LIVE, switchedOn: ALL, mediums: [], hasPassword: false };
    return Promise.resolve(this.enrolled && { ...standard, ...this.enrolled });
  }
}

const listsOf = (enrolled: Enrolled | undefined) => new ListMethods(new FakeMethods(enrolled));

async function configured(enrolled: Enrolled) {
  const outcome = await listsOf(enrolled).configured(caller());
  return outcome.kind === 'done' ? outcome.value : outcome.refusal.code;
}

describe('the list of available methods', () => {
  it('is the whole catalogue in its own order, each active or not', async () => {
    const outcome = await listsOf({ switchedOn: new Set(['TOTP', 'PASSWORD']) }).available(
      caller(),
    );
    expect(outcome).toEqual({
      kind: 'done',
      value: CATALOGUE.map((type) => ({ type, active: type === 'PASSWORD' || type === 'TOTP' })),
    });
  });

  it('shows SMS as active only beside a stronger method (ASVS-6.6.1)', async () => {
    const active = async (...switchedOn: VerificationType[]) => {
      const outcome = await listsOf({ switchedOn: new Set(switchedOn) }).available(caller());
      if (outcome.kind === 'refused') throw new Error(outcome.refusal.code);
      return outcome.value.filter((state) => state.active).map(({ type }) => type);
    };
    expect(await active('PASSWORD', 'SMS')).toEqual(['PASSWORD']);
    expect(await active('PASSWORD', 'SMS', 'PUSH')).toEqual(['PASSWORD', 'SMS', 'PUSH']);
  });
});

describe('the list of configured methods', () => {
  const email = { type: 'EMAIL', id: 'm1', name: 'muster.mannheim1test@gmail.com' } as const;
  const sms = { type: 'SMS', id: 'm2', name: '+917411639213' } as const;
  const second = { type: 'EMAIL', id: 'm3', name: 'abcdef@example.org' } as const;

  it('is in the order of enrolment, one entry per type, masked, PASSWORD last without mediums', async () => {
    expect(await configured({ mediums: [sms, email, second], hasPassword: true })).toEqual([
      { type: 'SMS', mediums: [{ id: 'm2', keyName: '+91*******213' }] },
      {
        type: 'EMAIL',
        mediums: [
          { id: 'm1', keyName: 'muster.*********test@g***l.com' },
          { id: 'm3', keyName: 'ab***f@e*****e.org' },
        ],
      },
      { type: 'PASSWORD', mediums: [] },
    ]);
  });

  it('shows PASSWORD only to those who have one, where it is switched on (ASVS-8.3.2)', async () => {
    const without = new Set(CATALOGUE.filter((type) => type !== 'PASSWORD'));
    expect(await configured({ hasPassword: false })).toEqual([]);
    expect(await configured({ hasPassword: true, switchedOn: without })).toEqual([]);
  });

  it('leaves out what the tenant has switched off (ASVS-8.3.2)', async () => {
    expect(await configured({ mediums: [email], switchedOn: new Set(['PASSWORD']) })).toEqual([]);
  });

  it.each([
    ['IVR', '+12025550123', '+1*******123'],
    ['BACKUPCODE', 'abcd-efgh', '*********'],
    ['PATTERN', '1-2-3', '*****'],
    ['TOTP', 'My phone', 'My phone'],
  ] as const)('shows the medium of %s as what helps its owner', async (type, name, keyName) => {
    expect(await configured({ mediums: [{ type, id: 'm1', name }] })).toEqual([
      { type, mediums: [{ id: 'm1', keyName }] },
    ]);
  });
});

describe.each(['available', 'configured'] as const)('the list of %s methods', (list) => {
  it('is for nobody unknown and for no ended session (R06, R25d, ASVS-7.4.1)', async () => {
    expect(await listsOf(undefined)[list](caller())).toEqual({
      kind: 'refused',
      refusal: { code: 'invalid_token', problem: 'invalid' },
    });
    expect(await listsOf({ standing: ENDED })[list](caller())).toEqual({
      kind: 'refused',
      refusal: { code: 'invalid_token', problem: 'session_ended' },
    });
  });
});
