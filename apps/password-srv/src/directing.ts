import type { Provider } from '@nestjs/common';

import {
  AdmitNewPassword,
  AssignPassword,
  Attempts,
  AwaitCutoff,
  Changes,
  DescribePassword,
  EndSessions,
  EraseSubject,
  Idempotency,
  IdentifierSpelling,
  InstallPassword,
  PasswordCredentials,
  PasswordHashing,
  PasswordRemovals,
  PutSubject,
  RemovePassword,
  SecurityLog,
  SessionIssuers,
  Sessions,
  SettleQuarantine,
  Subjects,
  Tenants,
  UnlockPassword,
} from '#libs/credentials';
import {
  Database,
  TypeormChanges,
  TypeormPasswordRemovals,
  TypeormSessions,
  TypeormSubjects,
} from '#libs/persistence';
import { systemPace, wired } from '#libs/platform';

/** People as their directory tells them, and the sessions that end with them. */
export const DIRECTING: readonly Provider[] = [
  wired(Subjects, TypeormSubjects, [Database]),
  wired(Sessions, TypeormSessions, [Database]),
  wired(PutSubject, PutSubject, [Subjects, Tenants, IdentifierSpelling]),
  wired(EraseSubject, EraseSubject, [Subjects]),
  wired(SettleQuarantine, SettleQuarantine, [PasswordCredentials, Subjects, SecurityLog]),
  wired(EndSessions, EndSessions, [Sessions, SessionIssuers]),
  {
    provide: AwaitCutoff,
    useFactory: (sessions: Sessions) => new AwaitCutoff(sessions, systemPace),
    inject: [Sessions],
  },
];

/** What support does about somebody's password. */
export const SUPPORTING: readonly Provider[] = [
  wired(PasswordRemovals, TypeormPasswordRemovals, [Database]),
  wired(Changes, TypeormChanges, [Database]),
  wired(DescribePassword, DescribePassword, [PasswordCredentials, PasswordHashing]),
  wired(AssignPassword, AssignPassword, [
    PasswordCredentials,
    Idempotency,
    PasswordHashing,
    AdmitNewPassword,
    InstallPassword,
  ]),
  wired(RemovePassword, RemovePassword, [
    PasswordCredentials,
    PasswordRemovals,
    Attempts,
    PasswordHashing,
    SessionIssuers,
    SecurityLog,
  ]),
  wired(UnlockPassword, UnlockPassword, [PasswordRemovals]),
];
