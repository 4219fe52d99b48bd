import { NamedLegacyVerifiers } from '#libs/legacy-verifiers';
import type { LegacyVerifiersByTenant, Logger, Metrics } from '#libs/platform';
import type { Secret } from '#libs/identity';
import { openSharedLimits } from '#libs/request-limits';

import type { BreachSettings } from './breach/open-breach-sources.js';
import { openBreachSources } from './breach/open-breach-sources.js';

export interface NeighbourSettings extends BreachSettings {
  /** Where replicas share their request limits; without it in the database. */
  readonly redisUrl?: Secret | undefined;
  readonly legacyVerifiers?: LegacyVerifiersByTenant | undefined;
}

/** Everybody else that is asked: for breaches, for counts, for passwords of before. */
export function openNeighbours(settings: NeighbourSettings, logger: Logger) {
  const breachSources = openBreachSources(settings, logger);
  const limits = settings.redisUrl && openSharedLimits(settings.redisUrl, logger);
  const legacyVerifiers = new NamedLegacyVerifiers(settings.legacyVerifiers ?? new Map(), logger);
  return {
    asked: { breachSources, limits, legacyVerifiers },
    measure(metrics: Metrics): void {
      limits?.measure(metrics);
      legacyVerifiers.measure(metrics);
    },
    close(): void {
      limits?.close();
      breachSources.close();
      legacyVerifiers.close();
    },
  };
}
