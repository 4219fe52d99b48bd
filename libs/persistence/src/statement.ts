/** A statement that stores send: named, fixed, and known to whoever reviews them all. */
export class Statement {
  static readonly #all = new Map<string, Statement>();

  private constructor(
    /** Also its name on the server: at most 63 bytes, unique. */
    readonly name: string,
    readonly sql: string,
    /** Why it does not name a tenant, where it does not. */
    readonly acrossTenants: string | undefined,
  ) {}

  static declare(name: string, sql: string, acrossTenants?: string): Statement {
    if (this.#all.has(name) || name.length > 63) throw new Error(`statement name ${name}`);
    const statement = new Statement(name, sql, acrossTenants);
    this.#all.set(name, statement);
    return statement;
  }

  /** Everything that can be sent; there is no other way to make a statement. */
  static all(): readonly Statement[] {
    return [...this.#all.values()];
  }
}

/** `$1` is the tenant. Statements that concern no single tenant say why in `acrossTenants`. */
export const statement = (name: string, sql: string, acrossTenants?: string): Statement =>
  Statement.declare(name, sql, acrossTenants);
