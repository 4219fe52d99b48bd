export { openVerificationSrv, openVerificationSrvOver } from './open.js';
export type { VerificationSrvSettings } from './open.js';
export { VerificationSrvModule } from './verification-srv.module.js';
export type { VerificationSrvParts } from './verification-srv.module.js';
