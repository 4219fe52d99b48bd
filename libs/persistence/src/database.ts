import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';

import { primaryPool } from './data-source.js';
import { isPassing, meaningOf, unavailable, Unconfirmed } from './failures.js';
import { Statement } from './statement.js';
import { StatementQuery } from './statement-query.js';

export type Value =
  string | number | boolean | Date | Uint8Array | null | undefined | readonly string[];

const PING = Statement.declare('ping', 'SELECT 1', 'asks only whether the database answers');

/** warning: what a cancelled wait for a standby's confirmation leaves behind, beside a "success". */
const WARNING = '01000';

interface Settings {
  /** Off behind a transaction pooler. */
  readonly namedStatements: boolean;
}

/**
 * The primary, as stores see it. Connection troubles become `Unavailable`; whatever else goes wrong
 * becomes an error without anybody's values in it.
 */
export class Database {
  readonly #source: DataSource;
  readonly #pool: Pool;
  readonly #settings: Settings;

  constructor(source: DataSource, settings: Settings) {
    this.#source = source;
    this.#pool = primaryPool(source);
    this.#settings = settings;
  }

  /** Reads, or writes where a lost answer needs no second look. */
  async query<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly Value[],
  ): Promise<Row[]> {
    try {
      return (await this.#read<Row>(statement, values)).rows;
    } catch (error) {
      throw meaningOf(error, statement.name);
    }
  }

  /**
   * A write whose outcome matters.
   * @throws Unavailable if nothing was carried out, AnswerLost if that is not known, Unconfirmed if
   * a standby has not confirmed it.
   */
  async write<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly Value[],
  ): Promise<Row[]> {
    const client = await this.#connection();
    let unconfirmed = false;
    const onNotice = ({ code }: { code?: string | undefined }): void => {
      if (code === WARNING) unconfirmed = true;
    };
    client.on('notice', onNotice);
    try {
      const { rows } = await client.query<Row>(this.#config(statement, values));
      client.off('notice', onNotice);
      client.release();
      if (unconfirmed) throw new Unconfirmed();
      return rows;
    } catch (error) {
      if (error instanceof Unconfirmed) throw error;
      client.release(true);
      throw meaningOf(error, statement.name);
    }
  }

  async ping(): Promise<void> {
    await this.query(PING, []);
  }

  /** Lets running statements finish. */
  async close(): Promise<void> {
    if (this.#source.isInitialized) await this.#source.destroy();
  }

  async #connection(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw isPassing(error) ? unavailable() : meaningOf(error, 'connecting');
    }
  }

  /** Given an object, node-postgres would copy it property by property, for every request. */
  #read<Row extends QueryResultRow>(
    statement: Statement,
    values: readonly Value[],
  ): Promise<QueryResult<Row>> {
    const query = new StatementQuery<Row>(statement, values, this.#settings.namedStatements);
    // The pool resolves to the result of whatever can be submitted; its types say otherwise.
    return this.#pool.query(query) as unknown as Promise<QueryResult<Row>>;
  }

  #config(
    { name, sql }: Statement,
    values: readonly Value[],
  ): { name?: string; text: string; values: unknown[] } {
    const config = { text: sql, values: [...values] };
    return this.#settings.namedStatements ? { name, ...config } : config;
  }
}
