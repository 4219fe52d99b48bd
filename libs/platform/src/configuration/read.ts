import { contentOf } from './readers.js';
import type { Setting } from './setting.js';
import { Mistake, mistake } from './setting.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** The values of a table of settings, under the table's own names. */
export type Configuration<Table extends Settings> = {
  readonly [Name in keyof Table]: Table[Name] extends Setting<infer Value> ? Value : never;
};

/** Everything that is wrong, so that an operator corrects it once. Never says a value. */
export class ConfigurationError extends Error {
  constructor(
    process: string,
    readonly mistakes: readonly string[],
  ) {
    const count =
      mistakes.length === 1 ? 'a setting is' : `${String(mistakes.length)} settings are`;
    super([`${process} cannot start: ${count} wrong`, ...mistakes].join('\n  - '));
    this.name = 'ConfigurationError';
  }
}

/**
 * @param together says what is wrong between settings; sees those that are right by themselves.
 * @throws ConfigurationError that names every mistake.
 */
export function readSettings<Table extends Settings>(
  process: string,
  table: Table,
  environment: Environment,
  together: (given: Partial<Configuration<Table>>) => readonly string[] = () => [],
): Configuration<Table> {
  const mistakes: string[] = [];
  const values = Object.entries(table).map(([name, setting]) => {
    try {
      return [name, valueOf(setting, environment)];
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      mistakes.push(...error.problems.map((problem) => `${setting.variable} ${problem}`));
      return [name, undefined];
    }
  });
  const given = Object.fromEntries(values) as Configuration<Table>;
  mistakes.push(...together(given));
  if (mistakes.length > 0) throw new ConfigurationError(process, mistakes);
  return given;
}

function valueOf<Value>(setting: Setting<Value>, environment: Environment): Value {
  const given = textOf(environment, setting.variable);
  const file = setting.secret ? textOf(environment, `${setting.variable}_FILE`) : undefined;
  if (given !== undefined && file !== undefined) {
    return mistake(`is given twice: also as ${setting.variable}_FILE`);
  }
  const text = file === undefined ? given : contentOf(file).trim();
  return text === undefined ? setting.otherwise() : setting.read(text);
}

/** An empty variable counts as unset: that is all a compose file can do about one. */
const textOf = (environment: Environment, variable: string): string | undefined =>
  environment[variable]?.trim() || undefined;
