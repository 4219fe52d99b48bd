import { beforeEach, describe, expect, it } from '@jest/globals';

import { PolicyOutlines } from '#libs/credentials';

import { FakeTenantPolicies } from '../../support/fake-tenant-policies.js';
import { caller, ORIGIN } from '../../support/fakes.js';

const named = (name: string) => ({ format: 1, name, rules: {} }) as const;

describe('a policy that is written as an outline, without saying which version it replaces', () => {
  let stored: FakeTenantPolicies;
  let outlines: PolicyOutlines;

  beforeEach(() => {
    stored = new FakeTenantPolicies();
    outlines = new PolicyOutlines(stored);
  });

  const command = (group: string | undefined = undefined) => ({
    ...{ caller: caller({ scopes: new Set(['tenant:admin']) }), origin: ORIGIN, group },
    ...{ name: 'Mine', outline: {}, expectedVersion: undefined },
  });
  const refusal = (code: string, more = {}) => ({ kind: 'refused', refusal: { code, ...more } });

  /** Whoever writes meanwhile does so once, or before every try. */
  const meanwhile = (write: () => void, { always = false } = {}) => {
    stored.meanwhile = () => {
      if (!always) stored.meanwhile = undefined;
      write();
    };
  };

  it('never overwrites whoever was faster', async () => {
    for (const act of ['replace', 'remove'] as const) {
      stored.put(undefined, { version: 1, document: named('First') });
      meanwhile(() => {
        stored.put(undefined, { version: 2, document: named('Faster') });
      });
      expect(await outlines[act](command())).toEqual(refusal('precondition_failed'));
      expect(stored.tenant.document.name).toBe('Faster');
    }
  });

  it('is told 412, not 404, where whoever was faster deleted it', async () => {
    stored.put('staff', { version: 1, document: named('First') });
    meanwhile(() => {
      stored.put('staff', { version: 2, document: { format: 1, rules: {} } });
    });
    expect(await outlines.replace(command('staff'))).toEqual(refusal('precondition_failed'));
  });

  it('is written all the same where only others beside it were faster', async () => {
    stored.put('staff', { version: 1, document: named('First') });
    meanwhile(() => {
      stored.put('operators', { version: 1, document: named('Beside') });
    });
    expect(await outlines.replace(command('staff'))).toMatchObject({ kind: 'done' });
    expect(stored.groups.get('staff')).toMatchObject({ version: 2, document: { name: 'Mine' } });
  });

  it('exists already where whoever was faster created it', async () => {
    meanwhile(() => {
      stored.put('staff', { version: 1, document: named('Faster') });
    });
    expect(await outlines.create(command('staff'))).toEqual(refusal('policy_exists'));
  });

  it.each(['create', 'replace', 'remove'] as const)(
    'is asked to come again, and nothing else, where others beside it never stop: %s',
    async (act) => {
      if (act !== 'create') stored.put('staff', { version: 1, document: named('First') });
      meanwhile(() => stored.put('operators', { version: 1, document: named('Beside') }), {
        always: true,
      });
      const busy = refusal('temporarily_overloaded', { retryAfterSeconds: 1 });
      expect(await outlines[act](command('staff'))).toEqual(busy);
    },
  );
});
