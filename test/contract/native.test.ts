import { changesPasswords } from './change.behaviour.js';
import { refusesMalformedChanges } from './malformed.behaviour.js';
import { nativeTongue } from './native.tongue.js';

changesPasswords(nativeTongue);
refusesMalformedChanges(nativeTongue);
