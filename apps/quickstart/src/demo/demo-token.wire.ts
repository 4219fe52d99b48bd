import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, Matches, Max, Min } from 'class-validator';

import { invalid, IsText, MayBeAbsent, strictBody } from '#libs/platform';

import type { DemoPerson } from './people.js';
import { PEOPLE } from './people.js';
import type { TokenRequest } from './token-request.js';
import { SERVICE } from './token-request.js';

const USERS = [...PEOPLE.map(({ name }) => name), SERVICE];

/** As long as access tokens usually live. */
const STANDARD_SECONDS = 900;

/** A demo token is copied into documents and forgotten there; a day is long enough to try things. */
const LONGEST_SECONDS = 86_400;

/** Ten years either way: enough to be very old, and to be wrong about the future. */
const LARGEST_OFFSET_SECONDS = 315_360_000;

/** RFC 6749 §3.3: printable ASCII without quote and backslash, one space in between. */
const SCOPE = /^(?:[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*)?$/;

class TokenWire {
  @IsIn(USERS) user!: string;
  @MayBeAbsent() @IsString() @Matches(SCOPE) scope?: string;
  @MayBeAbsent() @IsArray() @ArrayMaxSize(16) @IsString({ each: true }) amr?: string[];
  @MayBeAbsent() @IsText(256) acr?: string;
  @MayBeAbsent()
  @IsInt()
  @Min(-LARGEST_OFFSET_SECONDS)
  @Max(LARGEST_OFFSET_SECONDS)
  auth_time_offset?: number;
  @MayBeAbsent() @IsInt() @Min(1) @Max(LONGEST_SECONDS) expires_in?: number;
}

/** @throws RefusalException that names every field which cannot be used. */
export function tokenRequest(body: unknown): TokenRequest {
  const wire = strictBody(TokenWire, body);
  const person = PEOPLE.find(({ name }) => name === wire.user);
  return {
    who: person ?? SERVICE,
    scopes: scopesOf(wire.scope, person),
    amr: wire.amr ?? person?.amr ?? [],
    ...(wire.acr === undefined ? {} : { acr: wire.acr }),
    authTimeOffset: wire.auth_time_offset ?? 0,
    expiresIn: wire.expires_in ?? STANDARD_SECONDS,
  };
}

/** A service may ask for any scope, because its row decides; a person for those it really has. */
function scopesOf(asked: string | undefined, person: DemoPerson | undefined): readonly string[] {
  if (asked === undefined) return person?.scopes ?? [];
  const scopes = asked.split(' ').filter((scope) => scope !== '');
  const refused = person && scopes.some((scope) => !person.scopes.includes(scope));
  if (!refused) return scopes;
  const may = person.scopes.join(' ') || 'none at all';
  return invalid([{ field: 'scope', problem: `may hold, for ${person.name}: ${may}` }]);
}
