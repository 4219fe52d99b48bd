import type { Cause } from '#libs/credentials';
import type { Outcome } from '#libs/identity';
import type { Database } from '#libs/persistence';
import type { TenancyRefusal } from '#libs/tenancy';

export interface Parts {
  readonly database: Database;
  readonly print: (line: string) => void;
  readonly cause: Cause;
}

/** A command that has been understood. @throws Error where it cannot be done, and why */
export type Act = (parts: Parts) => Promise<void>;

/** Whether anything is different now. @throws Error that says why it may not be */
export function changedBy(outcome: Outcome<'changed' | 'as_it_was', TenancyRefusal>): boolean {
  if (outcome.kind === 'refused') throw new Error(reasonOf(outcome.refusal));
  return outcome.value === 'changed';
}

function reasonOf(refusal: TenancyRefusal): string {
  switch (refusal.code) {
    case 'last_first_factor':
      return 'nobody could begin a login: --methods needs one of PASSWORD, EMAIL, FIDO2, PUSH, or SMS or IVR beside TOTP';
    case 'policy_contradiction':
      return refusal.because;
    case 'exists_otherwise':
      return `it exists already, with another ${refusal.differing.join(', ').replaceAll('_', ' ')}: see pwctl tenant show and update`;
    case 'taken':
      return refusal.taken
        .map(({ what, name, by }) => `${name} is the ${what} of ${by === name ? 'a tenant' : by}`)
        .join('; ');
    case 'unknown_tenants':
      return `there is no tenant ${refusal.tenants.join(', ')}`;
    case 'unknown_subject':
      return `there is no active subject ${refusal.subject}: register the person first`;
    case 'changed_meanwhile':
      return 'somebody else changed it at the same moment: try again';
  }
}
