import PgBoss from 'pg-boss';

/** The library's own pool, which its types leave out. */
interface Pool extends PgBoss.Db {
  open(): Promise<void>;
  close(): Promise<void>;
}

/** Made by the migrations and owned by the relay's role, which may create nothing outside it. */
const SCHEMA = 'jobs';
const QUEUE = 'deliver';

/** A job only says "look": nothing is lost with it, so none is ever retried or kept. */
const WAKE_UP = { retryLimit: 0, expireInSeconds: 900 };

/**
 * What `createQueue()` sends, behind a lock: two replicas that make it at once deadlock on the table
 * of queues. `short`: however often it is asked for, one wake-up waits at a time.
 */
const MAKE_QUEUE = `SELECT jobs.create_queue($1, $2)
  FROM pg_advisory_xact_lock(hashtextextended('latchkey.jobs', 0))`;

/**
 * Jobs that wake the delivery workers of all replicas. Workers fetch by polling: the library's own
 * `work()` leaves a promise unhandled when the database goes away, which would end the process.
 */
export class DeliverJobs {
  private constructor(
    private readonly boss: PgBoss,
    private readonly pool: Pool,
  ) {}

  static async open(url: string, onError: (error: unknown) => void): Promise<DeliverJobs> {
    const pool = await openPool(url, onError);
    try {
      const boss = new PgBoss({
        db: { executeSql: (sql, values) => pool.executeSql(withoutCreateSchema(sql), values) },
        schema: SCHEMA,
        schedule: false,
        supervise: false,
        archiveFailedAfterSeconds: 3600,
        deleteAfterHours: 1,
      });
      boss.on('error', onError);
      await boss.start();
      await pool.executeSql(MAKE_QUEUE, [QUEUE, { policy: 'short', ...WAKE_UP }]);
      return new DeliverJobs(boss, pool);
    } catch (error) {
      await pool.close();
      throw error;
    }
  }

  /** Asks for a worker; one that is asked for already is enough. */
  async request(): Promise<void> {
    await this.boss.send(QUEUE, {}, WAKE_UP);
  }

  /** Takes the wake-up that waits, if there is one, for this worker alone. */
  async take(): Promise<boolean> {
    const [job] = await this.boss.fetch(QUEUE);
    if (job) await this.boss.deleteJob(QUEUE, job.id);
    return job !== undefined;
  }

  /** Clears away what killed workers left. */
  async tidy(): Promise<void> {
    await this.boss.maintain();
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false });
    await this.pool.close();
  }
}

async function openPool(url: string, onError: (error: unknown) => void): Promise<Pool> {
  const options = {
    connectionString: url,
    application_name: 'latchkey-relay-jobs',
    max: 2,
    connectionTimeoutMillis: 5000,
    // Kept by the client, because poolers refuse `statement_timeout` as a start-up parameter.
    query_timeout: 10_000,
  };
  const owner = new PgBoss(options);
  owner.on('error', onError);
  const pool = owner.getDb() as Pool;
  await pool.open();
  return pool;
}

/** PostgreSQL demands CREATE on the database even where the schema exists already. */
const withoutCreateSchema = (sql: string): string =>
  sql.replace(/CREATE SCHEMA IF NOT EXISTS jobs\s*;/, '');
