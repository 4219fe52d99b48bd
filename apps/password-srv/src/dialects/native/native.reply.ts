import type { PasswordInForce } from '#libs/credentials';
import type { Reply } from '#libs/platform';
import { nativeSuccess } from '#libs/platform';

export const success = ({ subject, changedAt, changeId, sessions }: PasswordInForce): Reply =>
  nativeSuccess({
    sub: subject,
    changed_at: changedAt.toISOString(),
    change_id: changeId,
    sessions,
  });
