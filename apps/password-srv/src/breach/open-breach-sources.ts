import { openLocalBreachSources, RangeClient, versionOf } from '#libs/breach-corpus';
import type { LocalBreachSources } from '#libs/breach-corpus';
import type { RemoteBreachCorpus } from '#libs/credentials';
import type { Logger, Network } from '#libs/platform';
import { Egress, systemClock } from '#libs/platform';

import { CorpusAlarm } from './corpus-alarm.js';

export interface BreachSettings {
  /** A corpus file besides the built-in list. */
  readonly breachCorpus?: string | undefined;
  /** Where ranges are asked for, for tenants that allow it; ends with a slash. */
  readonly breachRangeUrl?: string | undefined;
  /** Whether that server holds some ranges only. */
  readonly breachRangeSparse?: boolean | undefined;
  /** Networks that read ranges without a token. */
  readonly rangeNetworks?: readonly Network[] | undefined;
  /** Days after which a corpus file is too old. */
  readonly breachCorpusMaxAgeDays?: number | undefined;
}

/** Everything that knows of breaches here. */
export interface BreachSources extends LocalBreachSources {
  readonly rangeServer?: RemoteBreachCorpus;
  readonly limitDays: number;
  /** Networks that read ranges without a token. */
  readonly rangeNetworks: readonly Network[];
}

/** F02: a month's corpus, and some days to build it. */
const LIMIT_DAYS = 35;

export function openBreachSources(settings: BreachSettings, logger: Logger): BreachSources {
  const { breachCorpus, breachRangeUrl: baseUrl, breachRangeSparse: sparse = false } = settings;
  const local = openLocalBreachSources(breachCorpus, {
    onProblem: (message) => logger.error(message),
    onSwap: (header) =>
      logger.info({ corpus_version: versionOf(header), entries: header.entries }, 'breach corpus'),
  });
  const { breachCorpusMaxAgeDays: limitDays = LIMIT_DAYS, rangeNetworks = [] } = settings;
  const { corpus } = local;
  const alarm = new CorpusAlarm(() => corpus.inService(), limitDays, systemClock.now, logger);
  const close = (): void => {
    alarm.close();
    local.close();
  };
  if (baseUrl === undefined) return { ...local, limitDays, rangeNetworks, close };
  // The operator named this address: it may be a mirror next door.
  const egress = new Egress({ allowPrivate: true });
  return {
    ...local,
    limitDays,
    rangeNetworks,
    rangeServer: new RangeClient({ baseUrl, egress, sparse }),
    close() {
      egress.close();
      close();
    },
  };
}
