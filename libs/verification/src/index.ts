export * from './list-methods.js';
export * from './multifactor-settings.js';
export * from './ports/tenant-settings.js';
export * from './ports/verification-methods.js';
export * from './refusal.js';
export * from './tenant-multifactor.js';
