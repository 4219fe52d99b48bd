export { openPasswordSrv, openPasswordSrvOver } from './open.js';
export type { PasswordSrvSettings } from './open.js';
export { resetSender } from './open-reset-sender.js';
export { PasswordSrvModule } from './password-srv.module.js';
export type { PasswordSrvParts } from './password-srv.module.js';
