import type { Cause } from '#libs/credentials';
import type { TenantId } from '#libs/identity';

/** A program, as its tokens name it. */
export interface Program {
  readonly issuer: string;
  readonly client: string;
}

/** What a program may do at most; its tokens narrow it. */
export interface ProgramGrant {
  readonly tenants: readonly TenantId[] | 'all';
  readonly scopes: readonly string[];
}

export interface GrantedProgram extends Program {
  readonly grant: ProgramGrant;
}

export abstract class GrantedPrograms {
  abstract all(): Promise<readonly GrantedProgram[]>;
  abstract find(program: Program): Promise<ProgramGrant | undefined>;
  /** Of these, those that are none. */
  abstract unknown(tenants: readonly TenantId[]): Promise<readonly TenantId[]>;

  /**
   * Puts one grant in another's place, with an event in each tenant for which something is different
   * then. Undefined stands for none. False: `before` is no longer what there is; nothing was changed.
   */
  abstract replace(
    program: Program,
    grant: {
      readonly before: ProgramGrant | undefined;
      readonly after: ProgramGrant | undefined;
    },
    cause: Cause,
  ): Promise<boolean>;
}
