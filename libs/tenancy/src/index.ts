export * from './ports/granted-programs.js';
export * from './ports/registered-tenants.js';
export * from './ports/tenant-admins.js';
export * from './appoint-admins.js';
export * from './grant-programs.js';
export * from './refusal.js';
export * from './registered-tenant.js';
export * from './register-tenants.js';
