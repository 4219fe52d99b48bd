import type { AdminOnArrival, Caller, Origin, SubjectId, TenantId } from '#libs/identity';

import type { MultifactorSettings } from '../multifactor-settings.js';

export interface SettingsOnArrival extends AdminOnArrival {
  /** Counts every write of the settings; shown as the ETag. */
  readonly version: number;
  readonly settings: MultifactorSettings;
}

export abstract class TenantSettings {
  /** Undefined: nobody of this tenant is meant by that token. One query on the primary. */
  abstract onArrival(caller: Caller): Promise<SettingsOnArrival | undefined>;

  /**
   * Writes if the version is still `version`, under the tenant's lock, and journals who did it.
   * Undefined: somebody else wrote in between; nothing was changed.
   */
  abstract replace(
    write: {
      readonly tenant: TenantId;
      readonly by: SubjectId;
      readonly origin: Origin;
      readonly before: MultifactorSettings;
      readonly after: MultifactorSettings;
    },
    version: number,
  ): Promise<{ readonly version: number } | undefined>;
}
