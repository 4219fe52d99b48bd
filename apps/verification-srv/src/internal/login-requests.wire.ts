import type { SubjectId } from '#libs/identity';
import { isSubjectId } from '#libs/identity';
import { invalid, IsText, strictBody } from '#libs/platform';
import type { OpenedLoginRequest } from '#libs/verification';

export class LoginRequestWire {
  @IsText(64) tenant!: string;
  @IsText(255) subject!: string;
}

export function loginRequestFor(body: unknown): { tenant: string; subject: SubjectId } {
  const { tenant, subject } = strictBody(LoginRequestWire, body);
  if (!isSubjectId(subject)) {
    return invalid([{ field: 'subject', problem: 'cannot name a subject' }]);
  }
  return { tenant, subject };
}

export const loginRequestWire = ({ id, expiresAt }: OpenedLoginRequest) => ({
  request_id: id,
  expires_at: expiresAt.toISOString(),
});
