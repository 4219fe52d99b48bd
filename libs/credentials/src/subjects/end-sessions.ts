import type { Origin, Outcome, Standing } from '#libs/identity';
import { done, refused } from '#libs/identity';

import type { SupportReason } from '../account.js';
import type { Sessions } from '../ports/sessions.js';
import type { SessionIssuers } from '../ports/surroundings.js';
import type { WhichSubject } from './erase-subject.js';

export interface EndSessionsCommand extends WhichSubject {
  readonly reason: SupportReason;
  readonly client: string;
  readonly origin: Origin;
}

export interface EndedSessions {
  readonly standing: Standing;
  /** Whether no issuer can renew a token of them. */
  readonly sessions: 'ended' | 'pending';
}

/** Signs a person out everywhere. What was begun in those sessions dies with them. */
export class EndSessions {
  constructor(
    private readonly sessions: Sessions,
    private readonly issuers: SessionIssuers,
  ) {}

  async everywhere(
    command: EndSessionsCommand,
  ): Promise<Outcome<EndedSessions, { readonly code: 'not_found' }>> {
    const { tenant, subject, reason, client, origin } = command;
    const cause = { ...origin, client };
    const standing = await this.sessions.endAll({ tenant, subject }, reason, cause);
    if (!standing) return refused({ code: 'not_found' });
    return done({ standing, sessions: this.issuers.acknowledgement(tenant) });
  }
}
