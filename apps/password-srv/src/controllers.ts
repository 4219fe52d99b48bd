import type { Type } from '@nestjs/common';

import { AuditController } from './admin/audit.controller.js';
import { BreachController } from './admin/breach.controller.js';
import { ClientsController } from './admin/clients.controller.js';
import { DenyListController } from './admin/deny-list.controller.js';
import { ExemptionsController } from './admin/exemptions.controller.js';
import { PoliciesController } from './admin/policies.controller.js';
import { PolicySettingsController } from './admin/policy-settings.controller.js';
import { ShadowPolicyController } from './admin/shadow-policy.controller.js';
import {
  AccountV3Controller,
  AccountV3ScreenController,
} from './dialects/account-v3/account-v3.controller.js';
import { MfaV1Controller } from './dialects/mfa-v1/mfa-v1.controller.js';
import { MobileV2Controller } from './dialects/mobile-v2/mobile-v2.controller.js';
import { AcceptResetController } from './dialects/native/accept-reset.controller.js';
import { CompanionController } from './dialects/native/companion.controller.js';
import { NativeController } from './dialects/native/native.controller.js';
import { ResetController } from './dialects/native/reset.controller.js';
import { ProfileV1Controller } from './dialects/profile-v1/profile-v1.controller.js';
import { PasswordsController } from './internal/passwords.controller.js';
import { ChangesController } from './internal/changes.controller.js';
import { PersonsPasswordController } from './internal/persons-password.controller.js';
import { ChangeTicketsController } from './internal/change-tickets.controller.js';
import { ImportController } from './internal/import.controller.js';
import { ResetRequestsController } from './internal/reset-requests.controller.js';
import { RequireChangeController } from './internal/require-change.controller.js';
import { SessionsController } from './internal/sessions.controller.js';
import { SubjectsController } from './internal/subjects.controller.js';
import { UnlockController } from './internal/unlock.controller.js';
import { OwnPasswordController } from './self-service/own-password.controller.js';
import { PolicyController } from './self-service/policy.controller.js';
import { QuarantineController } from './self-service/quarantine.controller.js';
import { RequirementsController } from './self-service/requirements.controller.js';

/** Every route but those of ranges, which depend on where the service runs. */
export const CONTROLLERS: readonly Type[] = [
  NativeController,
  MobileV2Controller,
  MfaV1Controller,
  AccountV3Controller,
  AccountV3ScreenController,
  CompanionController,
  ResetController,
  AcceptResetController,
  ProfileV1Controller,
  PolicyController,
  RequirementsController,
  QuarantineController,
  OwnPasswordController,
  PolicySettingsController,
  PoliciesController,
  ShadowPolicyController,
  DenyListController,
  ExemptionsController,
  BreachController,
  ClientsController,
  AuditController,
  PasswordsController,
  RequireChangeController,
  SubjectsController,
  PersonsPasswordController,
  UnlockController,
  ChangesController,
  SessionsController,
  ChangeTicketsController,
  ResetRequestsController,
  ImportController,
];
