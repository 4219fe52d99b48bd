import { IsBoolean } from 'class-validator';

import type { DescribedPassword, PasswordInForce, RemovedPassword } from '#libs/credentials';
import { Password } from '#libs/identity';
import { IsText, LONGEST_BODY, MayBeAbsent, strictBody } from '#libs/platform';

import { TenantWire } from './subjects.wire.js';

export class AssignPasswordWire extends TenantWire {
  @IsText(LONGEST_BODY) password!: string;
  @MayBeAbsent() @IsBoolean() temporary?: boolean;
}

export function assignment(body: unknown) {
  const { tenant, password, temporary = true } = strictBody(AssignPasswordWire, body);
  return { tenant, password: new Password(password), temporary };
}

const NONE = {
  ...{ configured: false, changed_at: null, must_change: false, expires_at: null, breach: null },
  ...{ needs_rehash: false, scheme: null, quarantined: false },
};

export const passwordWire = (password: DescribedPassword | undefined) =>
  password
    ? {
        configured: true,
        changed_at: password.changedAt.toISOString(),
        must_change: password.mustChange,
        expires_at: password.expiresAt?.toISOString() ?? null,
        breach: password.breach,
        needs_rehash: password.needsRehash,
        scheme: password.scheme,
        quarantined: password.quarantined,
      }
    : NONE;

export const assignedWire = (
  { subject, changedAt, changeId, sessions }: PasswordInForce,
  mustChange: boolean,
) => ({
  ...{ subject, changed_at: changedAt.toISOString(), change_id: changeId },
  ...{ must_change: mustChange, sessions },
});

export const removedWire = ({ subject, removedAt, sessions }: RemovedPassword) => ({
  ...{ subject, removed_at: removedAt.toISOString(), sessions },
});
