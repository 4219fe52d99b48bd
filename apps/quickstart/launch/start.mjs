import { prepared } from './prepare.mjs';
import { orStop } from './stop.mjs';

await orStop(prepared);
// In this very process: one signal, one exit code, nothing that could be left behind alone.
await import('../../../dist/apps/quickstart/src/main.js');
