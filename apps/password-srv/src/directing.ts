import type { Provider } from '@nestjs/common';

import {
  AwaitCutoff,
  EndSessions,
  EraseSubject,
  IdentifierSpelling,
  PasswordCredentials,
  PutSubject,
  SecurityLog,
  SessionIssuers,
  Sessions,
  SettleQuarantine,
  Subjects,
  Tenants,
} from '#libs/credentials';
import { Database, TypeormSessions, TypeormSubjects } from '#libs/persistence';
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
