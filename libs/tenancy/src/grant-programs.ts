import type { Cause } from '#libs/credentials';
import type { Outcome } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { GrantedPrograms, Program, ProgramGrant } from './ports/granted-programs.js';
import type { TenancyRefusal } from './refusal.js';

type Granted = Promise<Outcome<'changed' | 'as_it_was', TenancyRefusal>>;

/** Which programs the internal interface lets in, to which tenants, for what. */
export class GrantPrograms {
  constructor(private readonly programs: GrantedPrograms) {}

  /** The whole grant: what a program had before and is not named is withdrawn. */
  async grant(program: Program, grant: ProgramGrant, cause: Cause): Granted {
    const { tenants } = grant;
    const unknown = tenants === 'all' ? [] : await this.programs.unknown(tenants);
    if (unknown.length > 0) return refused({ code: 'unknown_tenants', tenants: unknown });

    const before = await this.programs.find(program);
    if (before && same(before, grant)) return done('as_it_was');
    const replaced = await this.programs.replace(program, { before, after: grant }, cause);
    return replaced ? done('changed') : refused({ code: 'changed_meanwhile' });
  }

  async revoke(program: Program, cause: Cause): Granted {
    const before = await this.programs.find(program);
    if (!before) return done('as_it_was');
    const replaced = await this.programs.replace(program, { before, after: undefined }, cause);
    return replaced ? done('changed') : refused({ code: 'changed_meanwhile' });
  }
}

const same = (one: ProgramGrant, other: ProgramGrant): boolean =>
  sameNames(one.scopes, other.scopes) && sameNames(named(one), named(other));

/** Nobody can be called so. */
const EVERYBODY = ['*'];

const named = ({ tenants }: ProgramGrant): readonly string[] =>
  tenants === 'all' ? EVERYBODY : tenants;

const sameNames = (some: readonly string[], others: readonly string[]): boolean => {
  const [one, other] = [new Set(some), new Set(others)];
  return one.size === other.size && [...one].every((name) => other.has(name));
};
