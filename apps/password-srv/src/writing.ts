import type { Provider } from '@nestjs/common';

import {
  AdmitNewPassword,
  Attempts,
  BreachCheck,
  ChangeAllowance,
  ChangeIds,
  ChangePassword,
  Idempotency,
  InstallPassword,
  PasswordCredentials,
  PasswordHashing,
  RecheckBreach,
  ReplacePassword,
  ScoreInShadow,
  SecurityLog,
  SessionIssuers,
  SetPassword,
} from '#libs/credentials';
import { wired } from '#libs/platform';
import { loadEstimator } from '#libs/strength';

/** Who writes passwords, and what each of them has to ask. */
export const WRITING: readonly Provider[] = [
  {
    provide: AdmitNewPassword,
    useFactory: (breaches: BreachCheck, shadow: ScoreInShadow) =>
      new AdmitNewPassword(breaches, loadEstimator, shadow),
    inject: [BreachCheck, ScoreInShadow],
  },
  wired(InstallPassword, InstallPassword, [
    PasswordCredentials,
    ChangeIds,
    SessionIssuers,
    AdmitNewPassword,
  ]),
  wired(ReplacePassword, ReplacePassword, [
    PasswordCredentials,
    Attempts,
    PasswordHashing,
    AdmitNewPassword,
    InstallPassword,
    RecheckBreach,
  ]),
  wired(ChangePassword, ChangePassword, [
    PasswordCredentials,
    Idempotency,
    ReplacePassword,
    ChangeAllowance,
    SecurityLog,
  ]),
  wired(SetPassword, SetPassword, [
    PasswordCredentials,
    Idempotency,
    PasswordHashing,
    AdmitNewPassword,
    InstallPassword,
    SecurityLog,
  ]),
];
