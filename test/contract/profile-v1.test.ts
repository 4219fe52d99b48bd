import { changesPasswords } from './change.behaviour.js';
import { refusesMalformedChanges } from './malformed.behaviour.js';
import { profileV1Tongue } from './profile-v1.tongue.js';

changesPasswords(profileV1Tongue);
refusesMalformedChanges(profileV1Tongue);
