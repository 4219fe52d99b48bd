import { invalid, IsText, MayBeAbsent, strictBody } from '#libs/platform';
import type { ListBeforeLoginQuery } from '#libs/verification';

export class BeforeLoginWire {
  @MayBeAbsent() @IsText(64) tenant?: string;
  @MayBeAbsent() @IsText(255) request_id?: string;
  @MayBeAbsent() @IsText(1024) email?: string;
  @MayBeAbsent() @IsText(64) mobile_number?: string;
  @MayBeAbsent() @IsText(1024) username?: string;
  @MayBeAbsent() @IsText(255) sub?: string;
  /** Whatever the person typed into the one field of a login page. */
  @MayBeAbsent() @IsText(1024) q?: string;
}

const NAMING = ['email', 'mobile_number', 'username', 'sub', 'q'] as const;

const TYPES = {
  email: ['EMAIL'],
  mobile_number: ['MOBILE'],
  username: ['USERNAME'],
  sub: ['SUB'],
  q: ['EMAIL', 'MOBILE', 'USERNAME'],
} as const;

export interface BeforeLoginRequest {
  readonly tenant?: string;
  readonly requestId?: string;
  readonly claims: ListBeforeLoginQuery['claims'];
}

export function beforeLoginRequest(body: unknown): BeforeLoginRequest {
  const wire = strictBody(BeforeLoginWire, body);
  const { tenant, request_id: requestId } = wire;
  const named = NAMING.filter((name) => wire[name] !== undefined);
  if (named.length > 1) {
    return invalid(
      named.map((field) => ({ field, problem: 'stands beside another name; send one' })),
    );
  }
  const claims = named.flatMap((name) =>
    TYPES[name].map((type) => ({ type, value: wire[name] ?? '' })),
  );
  return { ...(tenant && { tenant }), ...(requestId && { requestId }), claims };
}
