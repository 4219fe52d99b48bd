import type { ClientConfig, Pool } from 'pg';
import { Client } from 'pg';
import type { DataSourceOptions, MigrationInterface } from 'typeorm';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

export interface SourceOptions {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Connections that one process opens at most. Default 10. */
  readonly poolSize?: number;
  /** No statement may outlive its request. Default 5,000. */
  readonly statementTimeoutMs?: number;
  /** Longest wait for a row that somebody else has locked. Default 3,000. */
  readonly lockTimeoutMs?: number;
  /** For a new connection and for a free one of the pool alike. Default 3,000. */
  readonly connectTimeoutMs?: number;
  /**
   * The URL leads through a transaction pooler: no settings at connecting (the roles hold their own)
   * and no named statements. Default false.
   */
  readonly pooled?: boolean;
  readonly migrations?: readonly (new () => MigrationInterface)[];
  readonly migrationTable?: { readonly schema: string; readonly name: string };
  readonly onPoolError?: (error: Error) => void;
}

/** Forgotten transactions hold locks; none of ours pauses for a second. */
const IDLE_IN_TRANSACTION_MS = 10_000;

/** The server's own time-out speaks first; this one is for a network that swallows packets. */
const NETWORK_GRACE_MS = 2_000;

/**
 * A connection that breaks between two statements of somebody who holds it says so by an event, and
 * an event that nobody hears ends the process. The next statement on it fails, which is soon enough.
 */
class SturdyClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}

/** Every connection of ours is made of this. Replicas are never configured: all reads are security reads. */
export function dataSourceOf(options: SourceOptions): DataSource {
  const { statementTimeoutMs = 5_000, lockTimeoutMs = 3_000, pooled = false } = options;
  const settings = {
    timezone: 'UTC',
    synchronous_commit: 'on',
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  };
  const { schema, name } = options.migrationTable ?? {};
  const source: DataSourceOptions = {
    type: 'postgres',
    url: options.url,
    applicationName: options.applicationName,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: options.connectTimeoutMs ?? 3_000,
    installExtensions: false,
    logging: false,
    migrations: [...(options.migrations ?? [])],
    ...(schema && { schema }),
    ...(name && { migrationsTableName: name }),
    // An idle connection that breaks is replaced by the next request; it must not end the process.
    poolErrorHandler: (error: Error) => options.onPoolError?.(error),
    extra: {
      Client: SturdyClient,
      keepAlive: true,
      query_timeout: statementTimeoutMs + NETWORK_GRACE_MS,
      // Connections stay: the next request of a service is never far, and a timer for each costs more.
      idleTimeoutMillis: 0,
      ...(!pooled && { options: startup(settings) }),
    },
  };
  return new DataSource(source);
}

const startup = (settings: Record<string, string | number>): string =>
  Object.entries(settings)
    .map(([setting, value]) => `-c ${setting}=${value}`)
    .join(' ');

/**
 * TypeORM's pool on the primary. Statements go to it directly, because TypeORM's own `query` cannot
 * name a statement, and a named one is parsed and planned once per connection instead of every time.
 */
export const primaryPool = (source: DataSource): Pool =>
  (source.driver as PostgresDriver).master as Pool;
