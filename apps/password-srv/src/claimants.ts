import type { Provider } from '@nestjs/common';

import { SignedChangeTickets } from '#libs/auth';
import type { TicketKeys } from '#libs/auth';
import {
  AddressLimits,
  AdmitClaimant,
  AdmitUnproven,
  AnswerTimes,
  ChangeAllowance,
  ChangeByTicket,
  ChangeTickets,
  FindClaimant,
  Idempotency,
  IdentifierSpelling,
  KnownOrigins,
  LoginIdentifiers,
  PasswordCredentials,
  ReadTicket,
  RegisteredClients,
  ReplacePassword,
  SecurityLog,
  StepUpTicket,
  Tenants,
  ValidatePassword,
  VerifyClaimant,
} from '#libs/credentials';
import { NormalisedIdentifiers } from '#libs/login-identifiers';
import { Database, TypeormLoginIdentifiers, TypeormTenants } from '#libs/persistence';
import { wired } from '#libs/platform';

export interface ClaimantParts {
  /** Without them tickets are neither raised nor read: nobody has mfa-v1. */
  readonly ticketKeys: TicketKeys | undefined;
}

/** People who have proven nothing yet: how they are found and counted, and what a ticket opens. */
export const claimants = ({ ticketKeys }: ClaimantParts, now: () => Date): readonly Provider[] => [
  wired(AdmitUnproven, AdmitUnproven, [
    AddressLimits,
    KnownOrigins,
    RegisteredClients,
    SecurityLog,
  ]),
  wired(IdentifierSpelling, NormalisedIdentifiers, []),
  wired(LoginIdentifiers, TypeormLoginIdentifiers, [Database]),
  wired(Tenants, TypeormTenants, [Database]),
  wired(FindClaimant, FindClaimant, [IdentifierSpelling, LoginIdentifiers, SecurityLog]),
  wired(StepUpTicket, StepUpTicket, [ChangeTickets, PasswordCredentials]),
  { provide: ChangeTickets, useValue: ticketKeys && new SignedChangeTickets(ticketKeys, now) },
  {
    provide: AdmitClaimant,
    useFactory: (...parts: readonly [AdmitUnproven, Tenants, RegisteredClients]) =>
      new AdmitClaimant(ticketKeys !== undefined, ...parts),
    inject: [AdmitUnproven, Tenants, RegisteredClients],
  },
  wired(ValidatePassword, ValidatePassword, [
    AdmitClaimant,
    FindClaimant,
    VerifyClaimant,
    AnswerTimes,
    ChangeTickets,
    SecurityLog,
  ]),
  wired(ReadTicket, ReadTicket, [AdmitClaimant, FindClaimant, ChangeTickets]),
  wired(ChangeByTicket, ChangeByTicket, [
    ReadTicket,
    PasswordCredentials,
    Idempotency,
    ReplacePassword,
    ChangeAllowance,
    SecurityLog,
  ]),
];
