import {
  NamedRangeServers,
  openLocalBreachSources,
  RangeClient,
  versionOf,
} from '#libs/breach-corpus';
import type { LocalBreachSources } from '#libs/breach-corpus';
import type { RangeServers } from '#libs/credentials';
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
  /** Whether range servers of tenants may be our neighbours. */
  readonly breachRangePrivate?: boolean | undefined;
  /** Networks that read ranges without a token. */
  readonly rangeNetworks?: readonly Network[] | undefined;
  /** Days after which a corpus file is too old. */
  readonly breachCorpusMaxAgeDays?: number | undefined;
}

/** Everything that knows of breaches here. */
export interface BreachSources extends LocalBreachSources {
  readonly rangeServers: RangeServers;
  /** Why an address that a tenant names would never be asked. */
  rangeAddressObjection(address: string): string | undefined;
  readonly limitDays: number;
  /** Networks that read ranges without a token. */
  readonly rangeNetworks: readonly Network[];
}

/** F02: a month's corpus, and some days to build it. */
const LIMIT_DAYS = 35;

export function openBreachSources(settings: BreachSettings, logger: Logger): BreachSources {
  const local = openLocalBreachSources(settings.breachCorpus, {
    onProblem: (message) => logger.error(message),
    onSwap: (header) =>
      logger.info({ corpus_version: versionOf(header), entries: header.entries }, 'breach corpus'),
  });
  const { breachCorpusMaxAgeDays: limitDays = LIMIT_DAYS, rangeNetworks = [] } = settings;
  const { corpus } = local;
  const alarm = new CorpusAlarm(() => corpus.inService(), limitDays, systemClock.now, logger);
  const elsewhere = openRangeServers(settings);
  const { rangeServers, rangeAddressObjection } = elsewhere;
  return {
    ...{ ...local, limitDays, rangeNetworks },
    ...{ rangeServers, rangeAddressObjection },
    close() {
      alarm.close();
      elsewhere.close();
      local.close();
    },
  };
}

function openRangeServers(settings: BreachSettings) {
  const { breachRangeUrl: baseUrl, breachRangeSparse: sparse = false } = settings;
  // The operator named this address: it may be a mirror next door.
  const own = new Egress({ allowPrivate: true });
  const tenants = new Egress({ allowPrivate: settings.breachRangePrivate ?? false });
  const operators =
    baseUrl === undefined ? undefined : new RangeClient({ baseUrl, egress: own, sparse });
  return {
    rangeServers: new NamedRangeServers(tenants, operators),
    rangeAddressObjection: (address: string) => tenants.objectionTo(address),
    close() {
      own.close();
      tenants.close();
    },
  };
}
