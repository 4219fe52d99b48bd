import { ArrayMaxSize, IsArray, IsBoolean, IsDefined } from 'class-validator';

import type { Clients, Pages } from '#libs/credentials';
import { PAGES } from '#libs/credentials';
import { isWebOrigin, ownPagePath, pageAddress } from '#libs/identity';
import { invalid, IsText, MayBeAbsent, strictBody } from '#libs/platform';

/** More than any tenant has front ends; every preflight looks among all of them. */
export const MOST_ORIGINS = 100;

/** Bytes; what browsers and proxies let pass in a Location header. */
const LONGEST_ADDRESS = 2048;

export class ClientsWire {
  @IsArray() @ArrayMaxSize(MOST_ORIGINS) origins!: unknown[];
  @IsDefined() pages!: unknown;
  @IsBoolean() mfa_v1!: boolean;
}

export class PagesWire implements Record<(typeof PAGES)[number], string | undefined> {
  @MayBeAbsent() @IsText(LONGEST_ADDRESS) reset: string | undefined;
  @MayBeAbsent() @IsText(LONGEST_ADDRESS) reset_done: string | undefined;
}

export function clientsOf(body: unknown): Clients {
  const { origins, pages, mfa_v1: mfaV1 } = strictBody(ClientsWire, body);
  return { origins: originsOf(origins), pages: pagesOf(pages), mfaV1 };
}

export const clientsWire = ({ origins, pages, mfaV1 }: Clients) => ({
  origins,
  pages,
  mfa_v1: mfaV1,
});

function originsOf(given: readonly unknown[]): readonly string[] {
  const fits = (one: unknown): one is string => typeof one === 'string' && isWebOrigin(one);
  const wrong = given.findIndex((one) => !fits(one));
  if (wrong < 0) return [...new Set(given.filter(fits))];
  const problem =
    'must be https://host or https://host:port as browsers spell it, or http on loopback';
  return invalid([{ field: `origins[${String(wrong)}]`, problem }]);
}

function pagesOf(given: unknown): Pages {
  const wire = strictBody(PagesWire, given, {}, 'pages');
  const addresses = PAGES.flatMap((name) => {
    const text = wire[name];
    return text === undefined
      ? []
      : [[name, pageAddress(text) ?? ownPagePath(text) ?? unusable(name)] as const];
  });
  return Object.fromEntries(addresses);
}

const unusable = (name: string): never =>
  invalid([
    {
      field: `pages.${name}`,
      problem:
        'must be an absolute https URL (http on loopback) or a path of this service, without fragment and credentials',
    },
  ]);
