export * from './wire/refusal-exception.js';
export * from './wire/reply.js';
export * from './wire/etag.js';
export * from './wire/fields.wire.js';
export * from './wire/native-envelope.js';
export * from './wire/problem-details.js';
export * from './wire/problem-page.js';
export * from './wire/refusal-headers.js';
export * from './wire/settings-words.js';
export * from './wire/shown-policy.js';
export * from './wire/strict-body.wire.js';
export * from './wire/words.js';
export * from './circuit-breaker.js';
export * from './clock.js';
export * from './configuration/processes.js';
export { ConfigurationError } from './configuration/read.js';
export type { Environment, Settings } from './configuration/read.js';
export type {
  LegacyVerifiersByTenant,
  LegacyVerifierSettings,
} from './configuration/legacy-verifiers.js';
export type { WorkParameters } from './configuration/readers.js';
export type { Setting } from './configuration/setting.js';
export type { LogLevel } from './configuration/settings.js';
export * from './health.js';
export * from './heap.js';
export type { WebOrigins } from './http/cors.js';
export { CannotListen } from './http/listening.js';
export { askedLanguage, languageOf } from './http/language.js';
export {
  canonicalAddress,
  isWithin,
  networkNamed,
  networkOf,
  originOf,
  otherPage,
} from './http/origin.js';
export type { Network } from './http/origin.js';
export type { BodyLimit } from './http/places.js';
export * from './http/process-end.js';
export { send } from './http/send.js';
export * from './http/start-service.js';
export { strictJson } from './http/strict-json.js';
export * from './even-answer-times.js';
export * from './egress/egress.js';
export { overDns } from './egress/names.js';
export { isGlobalAddress } from './egress/global-address.js';
export * from './http-client.js';
export { errorFields } from './logging/error-fields.js';
export { createLogger } from './logging/logger.js';
export type { Logger, LoggerOptions } from './logging/logger.js';
export { NestLogger } from './logging/nest-logger.js';
export { PinoSecurityLog } from './logging/pino-security-log.js';
export * from './metrics.js';
export { PAGE_HEADERS } from './pages/page-headers.js';
export { StaticFiles } from './pages/static-files.js';
export type { Wish } from './pages/static-files.js';
export * from './pace.js';
export * from './random.js';
export * from './remembered-waits.js';
export * from './reset-secrets.js';
export * from './opened-service.js';
export * from './run-service.js';
export * from './wired.js';
