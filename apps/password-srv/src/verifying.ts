import type { Provider } from '@nestjs/common';

import {
  AdmitNewPassword,
  AdoptPassword,
  AnswerTimes,
  Attempts,
  ChangeIds,
  DeviceTokens,
  EvaluateForProgram,
  FindClaimant,
  FindLoginClaimant,
  LegacyVerifiers,
  Newcomers,
  PasswordCredentials,
  PasswordHashing,
  PasswordImports,
  RecheckBreach,
  RehashBudget,
  RehashPassword,
  SecurityLog,
  ShadowAttempts,
  Shadows,
  Tenants,
  VerifyClaimant,
  VerifyLogin,
  VerifyNobody,
  VerifyPassword,
  WordLists,
} from '#libs/credentials';
import type { KeyRing } from '#libs/hashing';
import { MacDeviceTokens, MacShadows } from '#libs/hashing';
import { Database, TypeormNewcomers, TypeormShadowAttempts } from '#libs/persistence';
import { EvenAnswerTimes, wired } from '#libs/platform';

export interface VerifyingParts {
  readonly ring: KeyRing;
  readonly rehashBudget: RehashBudget;
  /** Who else may know a password that nobody has here yet. */
  readonly legacyVerifiers: LegacyVerifiers;
  /** A "no" leaves at multiples of this; the standard unless told otherwise. */
  readonly answersEveryMs?: number | undefined;
}

/** Whether a password is somebody's: for hosts with a login of their own, services, and tickets. */
export const verifying = (
  { ring, answersEveryMs, rehashBudget, legacyVerifiers }: VerifyingParts,
  now: () => Date,
): readonly Provider[] => [
  { provide: Shadows, useValue: new MacShadows(ring) },
  { provide: DeviceTokens, useValue: new MacDeviceTokens(ring, now) },
  { provide: AnswerTimes, useValue: new EvenAnswerTimes(answersEveryMs) },
  wired(ShadowAttempts, TypeormShadowAttempts, [Database]),
  wired(Newcomers, TypeormNewcomers, [Database, WordLists]),
  { provide: RehashBudget, useValue: rehashBudget },
  wired(RehashPassword, RehashPassword, [PasswordCredentials, RehashBudget]),
  wired(VerifyPassword, VerifyPassword, [
    PasswordCredentials,
    Attempts,
    PasswordHashing,
    AdmitNewPassword,
    RehashPassword,
    RecheckBreach,
  ]),
  wired(VerifyNobody, VerifyNobody, [Shadows, ShadowAttempts, PasswordHashing]),
  { provide: LegacyVerifiers, useValue: legacyVerifiers },
  wired(AdoptPassword, AdoptPassword, [
    PasswordCredentials,
    Attempts,
    PasswordHashing,
    PasswordImports,
    ChangeIds,
  ]),
  wired(VerifyClaimant, VerifyClaimant, [
    VerifyPassword,
    VerifyNobody,
    AdoptPassword,
    LegacyVerifiers,
    AnswerTimes,
  ]),
  wired(FindLoginClaimant, FindLoginClaimant, [Tenants, FindClaimant]),
  wired(VerifyLogin, VerifyLogin, [
    FindLoginClaimant,
    VerifyClaimant,
    DeviceTokens,
    AnswerTimes,
    SecurityLog,
    PasswordHashing,
  ]),
  wired(EvaluateForProgram, EvaluateForProgram, [PasswordCredentials, Newcomers, AdmitNewPassword]),
];
