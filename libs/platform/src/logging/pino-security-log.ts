import type { Logger } from 'pino';

import type { Concerned, SecurityEvent } from '#libs/credentials';
import { SecurityLog } from '#libs/credentials';
import type { Origin } from '#libs/identity';

/** What an operator should be woken for, as opposed to what should be found later. */
const SEVERITY = {
  authn_login_success: 'info',
  authn_login_fail: 'warn',
  authn_password_change: 'info',
  authn_password_change_fail: 'warn',
  authz_fail: 'warn',
  malicious_direct_reference: 'error',
  excess_rate_limit_exceeded: 'warn',
  identifier_ambiguous: 'error',
} as const satisfies Record<SecurityEvent, string>;

/** Security events as log lines: when, who, tenant, what, from where, which request, why. */
export class PinoSecurityLog extends SecurityLog {
  constructor(private readonly logger: Logger) {
    super();
  }

  record(event: SecurityEvent, who: Concerned, origin: Origin, reason?: string): void {
    this.logger[SEVERITY[event]](
      {
        event,
        tenant: who.tenant,
        subject: who.sub,
        issuer: who.issuer,
        ip: origin.ip,
        request_id: origin.requestId,
        reason,
      },
      'security event',
    );
  }
}
