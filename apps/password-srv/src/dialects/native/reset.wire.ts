import { Allow, IsIn } from 'class-validator';

import type {
  AskedFor,
  InitiateResetCommand,
  ResetPasswordCommand,
  ValidateResetCodeCommand,
} from '#libs/credentials';
import { RESET_MEDIA, RESET_PROCESSINGS } from '#libs/credentials';
import type { Origin } from '#libs/identity';
import { Secret } from '#libs/identity';
import { invalid, IsText, LONGEST_BODY, MayBeAbsent, strictBody } from '#libs/platform';

import { confirmed } from './native.wire.js';

/** Bytes. RFC 5321 §4.5.3.1: no mail address is longer, and a subject has 255 characters. */
const LONGEST_NAME = 320;

/** Bytes; tokens and exchanges of ours are shorter. */
const LONGEST_TOKEN = 512;

const MEDIA = [...RESET_MEDIA, 'IVR'] as const;

export class InitiateWire {
  @MayBeAbsent() @IsText(LONGEST_NAME) email?: string;
  @MayBeAbsent() @IsText(LONGEST_NAME) mobile?: string;
  @MayBeAbsent() @IsText(LONGEST_NAME) phone?: string;
  @MayBeAbsent() @IsText(LONGEST_NAME) username?: string;
  @MayBeAbsent() @IsText(LONGEST_NAME) sub?: string;
  @IsIn(MEDIA) resetMedium!: (typeof MEDIA)[number];
  @IsIn(RESET_PROCESSINGS) processingType!: (typeof RESET_PROCESSINGS)[number];
  @MayBeAbsent() @IsText(LONGEST_NAME) requestId?: string;
  @MayBeAbsent() @IsText(LONGEST_NAME) tenant?: string;
  @Allow() provider?: unknown;
  @Allow() resetPasswordId?: unknown;
}

export class ValidateWire {
  @IsText(LONGEST_TOKEN) resetRequestId!: string;
  @IsText(LONGEST_TOKEN) code!: string;
}

export class AcceptWire {
  @IsText(LONGEST_TOKEN) resetRequestId!: string;
  @IsText(LONGEST_TOKEN) exchangeId!: string;
  @IsText(LONGEST_BODY) password!: string;
  @IsText(LONGEST_BODY) confirmPassword!: string;
}

export function initiateRequest(
  body: unknown,
): Pick<InitiateResetCommand, 'asked' | 'medium' | 'processing'> & { readonly named?: string } {
  const wire = strictBody(InitiateWire, body);
  const { tenant: named, resetMedium: medium, processingType: processing } = wire;
  return { asked: askedFor(wire), medium, processing, ...(named !== undefined && { named }) };
}

export function validateCommand(body: unknown, origin: Origin): ValidateResetCodeCommand {
  const { resetRequestId, code } = strictBody(ValidateWire, body);
  return { requestToken: resetRequestId, code: new Secret(code), origin };
}

export function resetCommand(body: unknown, origin: Origin): ResetPasswordCommand {
  const wire = strictBody(AcceptWire, body);
  return {
    requestToken: wire.resetRequestId,
    exchange: new Secret(wire.exchangeId),
    password: confirmed(wire.password, wire.confirmPassword, 'password'),
    origin,
  };
}

const TYPES = {
  email: 'EMAIL',
  mobile: 'MOBILE',
  phone: 'MOBILE',
  username: 'USERNAME',
  sub: 'SUB',
} as const satisfies Partial<Record<keyof InitiateWire, AskedFor['type']>>;

const FIELDS = Object.keys(TYPES) as readonly (keyof typeof TYPES)[];

function askedFor(wire: InitiateWire): AskedFor {
  const given = FIELDS.flatMap((field) => {
    const value = wire[field];
    return value === undefined ? [] : [{ type: TYPES[field], value }];
  });
  const [asked, ...others] = given;
  if (asked && others.length === 0) return asked;
  return invalid([{ field: FIELDS.join(', '), problem: 'must be exactly one of them' }]);
}
