import type { Provider } from '@nestjs/common';

import type { BreachTally } from '#libs/credentials';
import {
  BreachCheck,
  BreachRecords,
  NameRangeServer,
  RecheckBreach,
  TellBreachStatus,
} from '#libs/credentials';
import { Database, TypeormBreachRecords } from '#libs/persistence';
import { wired } from '#libs/platform';

import { RangeAddresses } from '../admin/breach.wire.js';
import { RANGE_NETWORKS, RangeGuard } from '../internal/range-guard.js';
import { ServedRanges } from '../internal/range.controller.js';
import type { BreachSources } from './open-breach-sources.js';

/** Who looks passwords up, and who tells of it. */
export const breachProviders = (
  sources: BreachSources,
  tally: BreachTally,
): readonly Provider[] => [
  {
    provide: BreachCheck,
    useValue: new BreachCheck(sources.corpus, tally, sources.rangeServers),
  },
  { provide: ServedRanges, useValue: sources },
  { provide: RangeAddresses, useValue: sources },
  { provide: RANGE_NETWORKS, useValue: sources.rangeNetworks },
  RangeGuard,
  wired(BreachRecords, TypeormBreachRecords, [Database]),
  wired(RecheckBreach, RecheckBreach, [BreachCheck, BreachRecords]),
  {
    provide: TellBreachStatus,
    useFactory: (check: BreachCheck, records: BreachRecords) =>
      new TellBreachStatus(check, records, sources.limitDays),
    inject: [BreachCheck, BreachRecords],
  },
  wired(NameRangeServer, NameRangeServer, [BreachRecords, TellBreachStatus]),
];
