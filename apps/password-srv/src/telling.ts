import type { Provider } from '@nestjs/common';

import {
  AdmitNewPassword,
  ClientSettings,
  DenyList,
  EvaluatePassword,
  ExemptPeople,
  Exemptions,
  KnownOrigins,
  PasswordCredentials,
  PolicyOutlines,
  PolicySettings,
  RegisteredClients,
  RequestLimits,
  RequireChange,
  ShadowCounts,
  ShadowPolicySettings,
  ShowPolicy,
  TellRequirements,
  TenantPolicies,
  TenantWords,
} from '#libs/credentials';
import { wired } from '#libs/platform';

/** Who tells what is asked of passwords, and lets admins say it. */
export const TELLING: readonly Provider[] = [
  wired(ShowPolicy, ShowPolicy, [TenantPolicies, PasswordCredentials]),
  wired(EvaluatePassword, EvaluatePassword, [PasswordCredentials, AdmitNewPassword, RequestLimits]),
  wired(RequireChange, RequireChange, [PasswordCredentials]),
  wired(TellRequirements, TellRequirements, [PasswordCredentials]),
  wired(PolicySettings, PolicySettings, [TenantPolicies]),
  wired(PolicyOutlines, PolicyOutlines, [TenantPolicies]),
  wired(ShadowPolicySettings, ShadowPolicySettings, [TenantPolicies, ShadowCounts]),
  wired(DenyList, DenyList, [TenantWords]),
  wired(ExemptPeople, ExemptPeople, [Exemptions]),
  wired(ClientSettings, ClientSettings, [RegisteredClients, KnownOrigins]),
];
