import { IsBoolean, ValidateBy } from 'class-validator';

import type { BreachStatus, RangeServerAddress, SourceStatus } from '#libs/credentials';
import { invalid, IsText, strictBody } from '#libs/platform';

/** Why an address that a tenant names would never be asked; undefined: it may be. */
export abstract class RangeAddresses {
  abstract rangeAddressObjection(address: string): string | undefined;
}

/** Code units; five digits are put behind it. */
const LONGEST_ADDRESS = 512;

export class BreachSettingsWire {
  /** Null takes it away: leaving it out must not. */
  @ValidateBy({
    name: 'isGiven',
    validator: {
      validate: (value: unknown) => value !== undefined,
      defaultMessage: () => 'range_server must be an address, or null',
    },
  })
  range_server!: unknown;
}

export class RangeServerWire {
  @IsText(LONGEST_ADDRESS) url!: string;
  @IsBoolean() sparse!: boolean;
}

export function rangeServerOf(
  body: unknown,
  addresses: RangeAddresses,
): RangeServerAddress | undefined {
  const given = strictBody(BreachSettingsWire, body).range_server;
  if (given === null) return undefined;
  const { url, sparse } = strictBody(RangeServerWire, given, {}, 'range_server');
  const problem = addressProblem(url, addresses);
  if (problem) return invalid([{ field: 'range_server.url', problem }]);
  return { url: `${new URL(url).href.replace(/\/+$/u, '')}/`, sparse };
}

function addressProblem(address: string, addresses: RangeAddresses): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || url.search || url.hash) {
    return 'must be an address like https://ranges.example.com/range/, without query and fragment';
  }
  const objection = addresses.rangeAddressObjection(address);
  return objection && `cannot be asked: ${objection}`;
}

export const breachWire = ({ rangeServer, sources, coverage }: BreachStatus) => ({
  alarm: sources.some(({ alarm }) => alarm),
  range_server: rangeServer ? { url: rangeServer.url, sparse: rangeServer.sparse } : null,
  sources: sources.map(sourceWire),
  coverage: {
    passwords: coverage.passwords,
    checked: coverage.checked,
    debts: coverage.debts,
    breached: coverage.breached,
    counted_at: coverage.countedAt.toISOString(),
    // Of no passwords there is no share.
    share: coverage.passwords === 0 ? null : coverage.checked / coverage.passwords,
  },
});

const sourceWire = ({ source, usable, alarm, version, date, ageDays, entries }: SourceStatus) => ({
  source,
  usable,
  alarm,
  ...(version !== undefined && { corpus_version: version }),
  ...(date && { corpus_date: date.toISOString() }),
  ...(ageDays !== undefined && { age_days: ageDays }),
  ...(entries !== undefined && { entries }),
});
