import type { Caller, Origin, Outcome } from '#libs/identity';
import { admitAdmin, admitAdminWrite, done, refused } from '#libs/identity';

import type { PolicySettingsRefusal } from './policy-settings.js';
import type { TenantWords } from './ports/tenant-words.js';

export interface SavedWords {
  readonly version: number;
  readonly words: readonly string[];
}

export interface SaveWordsCommand {
  readonly caller: Caller;
  readonly origin: Origin;
  readonly words: readonly string[];
  /** The version that the admin saw; undefined when the request names none. */
  readonly expectedVersion: number | undefined;
}

type Refusable<Value> = Promise<Outcome<Value, PolicySettingsRefusal>>;

/** The tenant's own words that no password may be made of, for the tenant's admins. */
export class DenyList {
  constructor(private readonly tenantWords: TenantWords) {}

  async read(caller: Caller): Refusable<SavedWords> {
    const arrived = admitAdmin(caller, await this.tenantWords.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { version, words } = arrived.value;
    return done({ version, words });
  }

  async save(command: SaveWordsCommand): Refusable<SavedWords> {
    const { caller, origin, expectedVersion } = command;
    const arrived = admitAdmin(caller, await this.tenantWords.onArrival(caller));
    if (arrived.kind === 'refused') return arrived;
    const { subject, version, words: before } = arrived.value;

    const barred = admitAdminWrite(caller, arrived.value);
    if (barred) return refused(barred);
    if (expectedVersion === undefined) return refused({ code: 'precondition_required' });
    if (expectedVersion !== version) return refused({ code: 'precondition_failed' });

    const after = [...new Set(command.words)];
    const write = { tenant: caller.tenant, by: subject, origin, before, after };
    const saved = await this.tenantWords.save(write, version);
    return saved
      ? done({ version: saved.version, words: after })
      : refused({ code: 'precondition_failed' });
  }
}
