export { ApiClient } from './api-client.js';
export type { ApiOptions, Given, RouteTable, TokenSource } from './api-client.js';
export type { Answer, Challenge, Refused } from './answer.js';
export { newIdempotencyKey } from './idempotency-key.js';
export type * from './routes.js';
export type * from './admin-routes.js';
