import { openLocalBreachSources, RangeClient, versionOf } from '#libs/breach-corpus';
import type { LocalBreachSources } from '#libs/breach-corpus';
import type { RemoteBreachCorpus } from '#libs/credentials';
import type { Logger } from '#libs/platform';
import { Egress } from '#libs/platform';

export interface BreachSettings {
  /** A corpus file besides the built-in list. */
  readonly breachCorpus?: string | undefined;
  /** Where ranges are asked for, for tenants that allow it; ends with a slash. */
  readonly breachRangeUrl?: string | undefined;
  /** Whether that server holds some ranges only. */
  readonly breachRangeSparse?: boolean | undefined;
}

/** Everything that knows of breaches here. */
export interface BreachSources extends LocalBreachSources {
  readonly rangeServer?: RemoteBreachCorpus;
}

export function openBreachSources(settings: BreachSettings, logger: Logger): BreachSources {
  const { breachCorpus, breachRangeUrl: baseUrl, breachRangeSparse: sparse = false } = settings;
  const local = openLocalBreachSources(breachCorpus, {
    onProblem: (message) => logger.error(message),
    onSwap: (header) =>
      logger.info({ corpus_version: versionOf(header), entries: header.entries }, 'breach corpus'),
  });
  if (baseUrl === undefined) return local;
  // The operator named this address: it may be a mirror next door.
  const egress = new Egress({ allowPrivate: true });
  return {
    ...local,
    rangeServer: new RangeClient({ baseUrl, egress, sparse }),
    close() {
      egress.close();
      local.close();
    },
  };
}
