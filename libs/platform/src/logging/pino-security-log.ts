import type { Logger } from 'pino';

import type { SecurityEvent } from '#libs/credentials';
import { SecurityLog } from '#libs/credentials';
import type { Caller, Origin } from '#libs/identity';

/** What an operator should be woken for, as opposed to what should be found later. */
const SEVERITY = {
  authn_password_change: 'info',
  authn_password_change_fail: 'warn',
  authz_fail: 'warn',
  malicious_direct_reference: 'error',
  excess_rate_limit_exceeded: 'warn',
} as const satisfies Record<SecurityEvent, string>;

/** Security events as log lines: when, who, tenant, what, from where, which request, why. */
export class PinoSecurityLog extends SecurityLog {
  constructor(private readonly logger: Logger) {
    super();
  }

  record(event: SecurityEvent, caller: Caller, origin: Origin, reason?: string): void {
    this.logger[SEVERITY[event]](
      {
        event,
        tenant: caller.tenant,
        subject: caller.sub,
        issuer: caller.issuer,
        ip: origin.ip,
        request_id: origin.requestId,
        reason,
      },
      'security event',
    );
  }
}
