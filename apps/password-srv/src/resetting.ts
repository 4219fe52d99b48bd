import type { Provider } from '@nestjs/common';

import {
  AdmitNewPassword,
  AdmitUnproven,
  Idempotency,
  InitiateReset,
  InstallPassword,
  PasswordCredentials,
  PasswordHashing,
  RedeemReset,
  RegisteredClients,
  ResetPages,
  ResetPassword,
  ResetRequests,
  ResetSecrets,
  ResetTokens,
  StepUpReset,
  ValidateResetCode,
} from '#libs/credentials';
import { Database, TypeormResetRequests } from '#libs/persistence';
import { RandomResetSecrets, wired } from '#libs/platform';

import { PUBLIC_URL } from './surroundings.js';

/** The way out for who has forgotten a password; what it sends is sent by `open-reset-sender.ts`. */
export const RESETTING: readonly Provider[] = [
  wired(ResetRequests, TypeormResetRequests, [Database]),
  wired(ResetSecrets, RandomResetSecrets, []),
  {
    provide: ResetPages,
    useFactory: (clients: RegisteredClients, tokens: ResetTokens, publicUrl: string) =>
      new ResetPages(clients, tokens, publicUrl),
    inject: [RegisteredClients, ResetTokens, PUBLIC_URL],
  },
  wired(InitiateReset, InitiateReset, [AdmitUnproven, ResetRequests, ResetSecrets, ResetTokens]),
  wired(ValidateResetCode, ValidateResetCode, [
    AdmitUnproven,
    ResetRequests,
    PasswordHashing,
    ResetSecrets,
    ResetTokens,
    PasswordCredentials,
  ]),
  wired(StepUpReset, StepUpReset, [ResetRequests, PasswordCredentials, ResetTokens]),
  wired(RedeemReset, RedeemReset, [
    PasswordCredentials,
    PasswordHashing,
    AdmitNewPassword,
    InstallPassword,
  ]),
  wired(ResetPassword, ResetPassword, [
    AdmitUnproven,
    ResetRequests,
    ResetTokens,
    Idempotency,
    RedeemReset,
  ]),
];
