import type { FieldDef, QueryResultRow } from 'pg';
import pg from 'pg';

import type { Statement } from './statement.js';

/** What node-postgres collects an answer in (pg/lib/result.js), as far as this file knows it. */
declare class Result {
  fields: readonly FieldDef[];
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
  addFields(fields: readonly FieldDef[]): void;
}

const { Result: ResultOfPg } = pg as unknown as { readonly Result: typeof Result };

type Columns = Pick<Result, 'fields' | '_parsers' | '_prebuiltEmptyResultObject'>;

/** The columns of each statement, since its first answer. */
const described = new WeakMap<Statement, Columns>();

/**
 * node-postgres works out names and parsers of the columns anew for every answer, which costs more
 * than reading a row does. A statement's are the same until a migration changes a type.
 */
class StatementResult extends ResultOfPg {
  constructor(private readonly statement: Statement) {
    super();
  }

  override addFields(fields: readonly FieldDef[]): void {
    const known = described.get(this.statement);
    if (known && sameTypes(known.fields, fields)) {
      this.fields = known.fields;
      this._parsers = known._parsers;
      this._prebuiltEmptyResultObject = known._prebuiltEmptyResultObject;
    } else {
      super.addFields(fields);
      const { _parsers, _prebuiltEmptyResultObject } = this;
      described.set(this.statement, { fields, _parsers, _prebuiltEmptyResultObject });
    }
  }
}

const sameTypes = (known: readonly FieldDef[], fields: readonly FieldDef[]): boolean =>
  known.length === fields.length &&
  known.every(({ dataTypeID }, n) => dataTypeID === fields[n]?.dataTypeID);

/** How node-postgres sends a query (pg/lib/query.js), and the connection that it is sent over. */
interface Sending {
  readonly values: readonly unknown[];
  hasBeenParsed(line: Line): boolean;
  handleRowDescription(description: Columns): void;
  prepare(line: Line): void;
}

interface Line {
  bind(portal: object): void;
  execute(portal: object): void;
  sync(): void;
}

const { prepare } = pg.Query.prototype as unknown as Sending;
const { prepareValue: valueMapper } = (pg as unknown as { utils: { prepareValue: unknown } }).utils;

/** A statement on its way; `named`: it is prepared, and its rows are described, once per connection. */
export class StatementQuery<Row extends QueryResultRow> extends pg.Query<Row> {
  readonly name: string | undefined;

  constructor(
    private readonly statement: Statement,
    values: readonly unknown[],
    named: boolean,
  ) {
    super(statement.sql, [...values]);
    this.name = named ? statement.name : undefined;
    const result = new StatementResult(statement);
    Object.assign(this, { _result: result, _results: result });
  }

  /** PostgreSQL itself refuses a prepared statement whose rows have become others (0A000). */
  prepare(line: Line): void {
    const query = this as unknown as Sending;
    const known = described.get(this.statement);
    if (!known || !query.hasBeenParsed(line)) return prepare.call(query, line);
    query.handleRowDescription(known);
    line.bind({ portal: '', statement: this.name, values: query.values, valueMapper });
    line.execute({ portal: '' });
    line.sync();
  }
}
