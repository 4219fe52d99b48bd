import { changesPasswords } from './change.behaviour.js';
import { answersOnce } from './idempotency.behaviour.js';
import { refusesMalformedChanges } from './malformed.behaviour.js';
import { mfaV1Tongue } from './mfa-v1.tongue.js';

changesPasswords(mfaV1Tongue);
refusesMalformedChanges(mfaV1Tongue);
answersOnce(mfaV1Tongue);
