import { prepared } from './prepare.mjs';
import { orStop } from './stop.mjs';

const changed = await orStop(prepared);
console.log(changed ? 'Built into dist/.' : 'dist/ is up to date.');
