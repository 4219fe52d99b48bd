import type { Interface } from '../description.js';
import { accountV3 } from './account-v3.js';
import { adminV1 } from './admin-v1.js';
import { internalV1 } from './internal-v1.js';
import { mfaV1 } from './mfa-v1.js';
import { mobileV2 } from './mobile-v2.js';
import { nativeCompanions } from './native-companions.js';
import { native } from './native.js';
import { profileV1 } from './profile-v1.js';
import { selfService } from './self-service.js';

export const INTERFACES: readonly Interface[] = [
  native,
  nativeCompanions,
  mobileV2,
  mfaV1,
  accountV3,
  profileV1,
  selfService,
  adminV1,
  internalV1,
];
