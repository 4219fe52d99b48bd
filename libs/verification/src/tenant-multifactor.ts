import type { AccessRefusal, Caller, Origin, Outcome } from '#libs/identity';
import {
  ADMIN_LOGIN_SECONDS,
  done,
  refused,
  requireRecentLogin,
  sessionProblem,
} from '#libs/identity';

import type { MultifactorChange, MultifactorSettings } from './multifactor-settings.js';
import { applied, contradiction } from './multifactor-settings.js';
import type { SettingsOnArrival, TenantSettings } from './ports/tenant-settings.js';
import type { VerificationRefusal } from './refusal.js';

/** The scope that lets an admin's token act as one; the right itself is a row of ours. */
export const ADMIN_SCOPE = 'tenant:admin';

export interface VersionedSettings {
  readonly version: number;
  readonly settings: MultifactorSettings;
}

export interface UpdateMultifactorCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  readonly change: MultifactorChange;
  /** The version that the admin saw; undefined when the request names none. */
  readonly expectedVersion: number | undefined;
}

type Refusable<Value> = Promise<Outcome<Value, VerificationRefusal>>;

/** The multifactor settings of a tenant, for its admins. */
export class TenantMultifactor {
  constructor(private readonly tenantSettings: TenantSettings) {}

  async read(caller: Caller): Refusable<VersionedSettings> {
    const arrived = admitAdmin(caller, await this.tenantSettings.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { version, settings } = arrived.value;
    return done({ version, settings });
  }

  async update(command: UpdateMultifactorCommand): Refusable<VersionedSettings> {
    const { caller, origin, change, expectedVersion } = command;
    const arrived = admitAdmin(caller, await this.tenantSettings.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { subject, asOf, version, settings: before } = arrived.value;

    const stale = requireRecentLogin(caller, ADMIN_LOGIN_SECONDS, asOf);
    if (stale) return refused(stale);
    if (expectedVersion === undefined) return refused({ code: 'precondition_required' });
    if (expectedVersion !== version) return refused({ code: 'precondition_failed' });

    const after = applied(before, change);
    const objection = contradiction(after);
    if (objection) return refused(objection);

    const write = { tenant: caller.tenant, by: subject, origin, before, after };
    const written = await this.tenantSettings.replace(write, version);
    if (!written) return refused({ code: 'precondition_failed' });
    return done({ version: written.version, settings: after });
  }
}

function admitAdmin(
  caller: Caller,
  arrival: SettingsOnArrival | undefined,
): Outcome<SettingsOnArrival, AccessRefusal> {
  if (!arrival) return refused({ code: 'invalid_token', problem: 'invalid' });
  const problem = sessionProblem(caller, arrival.standing);
  if (problem) return refused({ code: 'invalid_token', problem });
  if (!arrival.admin) return refused({ code: 'forbidden', reason: 'not_admin' });
  if (!caller.scopes.has(ADMIN_SCOPE))
    return refused({ code: 'forbidden', reason: 'scope_missing' });
  return done(arrival);
}
