import { describe, expect, it } from '@jest/globals';

import { SERVICE_SCOPES, tenantId } from '#libs/identity';

import { tenantActOf } from '../../../apps/pwctl/src/commands/tenant.js';
import { methodsFrom, scopesFrom } from '../../../apps/pwctl/src/commands/tenant/arguments.js';
import { grantOf } from '../../../apps/pwctl/src/commands/tenant/clients.js';
import { changeOf, registrationOf } from '../../../apps/pwctl/src/commands/tenant/register.js';

const acme = tenantId('acme');

describe('what pwctl tenant takes', () => {
  it('needs a name and assumes the rest', () => {
    expect(registrationOf(acme, { name: 'Acme' })).toEqual({
      tenant: acme,
      names: { name: 'Acme', brand: undefined, region: undefined },
      settings: { switchedOn: new Set(['PASSWORD', 'EMAIL', 'TOTP']), secondFactor: 'optional' },
      preset: 'nist-800-63b-4',
      hosts: [],
    });
    expect(() => registrationOf(acme, {})).toThrow('--name is missing');
  });

  it('changes only what is named; an empty brand or region is taken away', () => {
    expect(changeOf({ brand: '', region: '' })).toEqual({ brand: null, region: null });
    expect(changeOf({ name: 'Acme', methods: 'email' })).toEqual({
      ...{ name: 'Acme', switchedOn: new Set(['EMAIL']) },
    });
    expect(() => changeOf({ preset: 'legacy' })).toThrow('its admins change it');
    expect(() => changeOf({ host: ['a.example'] })).toThrow('pwctl host');
  });

  it('names what it does not know, and what it does', () => {
    expect(() => methodsFrom('PASSWORD,VOICE')).toThrow(
      /^VOICE is no method: PASSWORD, EMAIL, SMS/,
    );
    expect(() => methodsFrom('PASSWORD,')).toThrow('commas');
    expect(() => scopesFrom('password:guess')).toThrow(
      /password:guess is no scope: password:verify/,
    );
    const given = (more: object) => () => registrationOf(acme, { name: 'Acme', ...more });
    expect(given({ preset: 'nist' })).toThrow(
      'nist is no preset: nist-800-63b-4, pci-dss-4, legacy',
    );
    expect(given({ 'second-factor': 'on' })).toThrow('optional or required, not on');
    expect(given({ region: 'XX' })).toThrow('XX is no region');
    expect(given({ host: ['a b'] })).toThrow('a b is not the name of a host');
    expect(given({ name: ' Acme' })).toThrow('--name must be one name');
    expect(given({ brand: 'A\nB' })).toThrow('--brand must be one name');
  });

  it('wants the whole of a grant: scopes, and where', () => {
    expect(grantOf({ scopes: SERVICE_SCOPES.join(), 'all-tenants': true })).toEqual({
      ...{ scopes: SERVICE_SCOPES, tenants: 'all' },
    });
    expect(grantOf({ scopes: 'sessions:read,password:verify', tenants: 'b,a,b' })).toEqual({
      ...{ scopes: ['password:verify', 'sessions:read'], tenants: ['a', 'b'] },
    });
    expect(() => grantOf({ tenants: 'a' })).toThrow('--scopes is missing');
    expect(() => grantOf({ scopes: 'sessions:read' })).toThrow('either --tenants or --all-tenants');
    const both = { scopes: 'sessions:read', tenants: 'a', 'all-tenants': true };
    expect(() => grantOf(both)).toThrow('either --tenants or --all-tenants');
  });

  it.each([
    [[]],
    [['delete', 'acme']],
    [['constructor', 'acme']],
    [['list', 'acme']],
    [['show']],
    [['show', 'a', 'b']],
    [['create', '--name', 'Acme']],
    [['create', 'acme', '--colour', 'red']],
    [['update', 'acme']],
    [['admin', 'grant', 'acme']],
    [['admin', 'list', 'acme', 'alice']],
    [['admin', 'grant', 'acme', 'alice', '--json']],
    [['client', 'grant', 'https://id.example']],
    [['client', 'revoke', 'https://id.example', 'login', '--scopes', 'sessions:read']],
    [['client', 'list', 'acme', 'b']],
    [['client', 'list', '--all-tenants']],
  ])('takes %j for no arguments of it', (line) => {
    expect(tenantActOf(line)).toBeUndefined();
  });
});
