import type { DynamicModule } from '@nestjs/common';

import type { HealthChecks } from './health.js';
import type { WebOrigins } from './http/cors.js';
import type { BodyLimit } from './http/places.js';
import type { Metrics } from './metrics.js';
import type { PathDialect } from './wire/reply.js';
import type { Word } from './wire/words.js';

/** A service whose parts are open, ready to be put behind a port by its own process or by a host. */
export interface OpenedService {
  readonly module: DynamicModule;
  /** How its paths say no, for what goes wrong before a controller. */
  readonly dialects: readonly PathDialect[];
  /** What its problem pages explain. */
  readonly words: Readonly<Record<string, Word>>;
  /** For routes that read more than others do. */
  readonly bodyLimits?: readonly BodyLimit[];
  /** The pages of other origins that may read its answers. */
  readonly origins: WebOrigins;
  /** For routes that HTML forms are posted to, besides JSON. */
  readonly formRoutes?: readonly string[];
  readonly health: HealthChecks;
  /** Adds the service's own figures to those of the process. */
  measure(metrics: Metrics): void;
  /** After the last request: closes pools and threads. */
  close(): Promise<void>;
}
