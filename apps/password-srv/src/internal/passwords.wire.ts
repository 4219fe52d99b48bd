import { IsIn, IsObject } from 'class-validator';

import type { LoginVerification, VerifyLoginCommand } from '#libs/credentials';
import type { IdentifierType, Origin, TenantId } from '#libs/identity';
import { IDENTIFIER_TYPES, Password, Secret } from '#libs/identity';
import { MAXIMUM_BYTES } from '#libs/password-policy';
import {
  canonicalAddress,
  invalid,
  IsText,
  LONGEST_BODY,
  MayBeAbsent,
  strictBody,
} from '#libs/platform';

import { subjectOf } from './require-change.wire.js';

/** Bytes. Names of people, tenants and devices; none is longer in the field. */
const LONGEST_NAME = 1024;

export class VerifyWire {
  @IsText(LONGEST_NAME) tenant!: string;
  /** Either this or `identifier`. */
  @MayBeAbsent() @IsText(LONGEST_NAME) subject?: string;
  @MayBeAbsent() @IsObject() identifier?: object;
  @IsText(MAXIMUM_BYTES) password!: string;
  @MayBeAbsent() @IsObject() client?: object;
}

class IdentifierWire {
  @IsIn(IDENTIFIER_TYPES) type!: IdentifierType;
  @IsText(LONGEST_NAME) value!: string;
}

class ClientWire {
  /** The person's address, for the record; no limit is counted on it. */
  @MayBeAbsent() @IsText(LONGEST_NAME) ip?: string;
  /** What an earlier answer gave as `device_token`. Anything else shows no known device. */
  @MayBeAbsent() @IsText(LONGEST_NAME) device?: string;
}

export class EvaluateForProgramWire {
  @IsText(LONGEST_NAME) tenant!: string;
  @MayBeAbsent() @IsText(LONGEST_NAME) subject?: string;
  @IsText(LONGEST_BODY) password!: string;
}

/** What is verified, of the tenant that the wire names; `origin` as the service's own request has it. */
export function verification(
  body: unknown,
  origin: Origin,
): { readonly tenant: string; readonly of: (tenant: TenantId) => VerifyLoginCommand } {
  const wire = strictBody(VerifyWire, body);
  const whom = whomOf(wire);
  const client = wire.client && strictBody(ClientWire, wire.client, {}, 'client');
  const ip = addressOf(client);
  const asked = {
    whom,
    password: new Password(wire.password),
    ...(client && { client: client.device === undefined ? {} : deviceOf(client.device) }),
    origin: { ...origin, ...(ip !== undefined && { ip }) },
  };
  return { tenant: wire.tenant, of: (tenant) => ({ tenant, ...asked }) };
}

function whomOf({ subject, identifier }: VerifyWire): VerifyLoginCommand['whom'] {
  if ((subject === undefined) === (identifier === undefined)) {
    return invalid([{ field: 'subject', problem: 'or identifier must be there, and not both' }]);
  }
  if (subject !== undefined) return { subject: subjectOf(subject, 'subject') };
  const { type, value } = strictBody(IdentifierWire, identifier, {}, 'identifier');
  return { identifier: { type, value } };
}

const deviceOf = (token: string): { readonly device: Secret } => ({ device: new Secret(token) });

function addressOf(client: ClientWire | undefined): string | undefined {
  if (client?.ip === undefined) return undefined;
  return (
    canonicalAddress(client.ip) ??
    invalid([{ field: 'client.ip', problem: 'must be an IPv4 or IPv6 address' }])
  );
}

export function evaluation(body: unknown) {
  const { tenant, subject, password } = strictBody(EvaluateForProgramWire, body);
  return {
    tenant,
    subject: subject === undefined ? undefined : subjectOf(subject, 'subject'),
    password: new Password(password),
  };
}

export function verificationWire(said: LoginVerification) {
  if (said.result !== 'verified') {
    const nothingDue = { result: said.result, must_change: false, reasons: [] };
    return said.result === 'locked'
      ? { ...nothingDue, retry_after: said.retryAfterSeconds }
      : nothingDue;
  }
  const { result, subject, epoch, mustChange, reasons, expiresAt, deviceToken } = said;
  return {
    ...{ result, subject, epoch, must_change: mustChange, reasons },
    ...(expiresAt && { expires_at: expiresAt.toISOString() }),
    ...(deviceToken && { device_token: deviceToken.reveal() }),
  };
}
