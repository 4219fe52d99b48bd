/** Whom one can be here, with the password that fresh data gives them. */
export interface Somebody {
  readonly user: string;
  readonly tenant: string;
  /** Without one they sign in by a code, until they set one. */
  readonly password?: string;
}

export const PEOPLE: readonly Somebody[] = [
  { user: 'alice', tenant: 'demo', password: 'Test1234%' },
  { user: 'bob', tenant: 'demo' },
  { user: 'carol', tenant: 'demo' },
  { user: 'dora', tenant: 'demo', password: 'Quiet-harbour-58' },
  { user: 'erik', tenant: 'legacy', password: 'Imported-2019!' },
  { user: 'frida', tenant: 'crm', password: 'Initial-passphrase-1' },
];

export const nameOf = (user: string): string => user.charAt(0).toUpperCase() + user.slice(1);
