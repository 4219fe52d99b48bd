import { parseArgs } from 'node:util';

import type { Environment } from '#libs/platform';

import type { Command } from '../command.js';
import type { Terminal } from './breach/terminal.js';
import { examined } from './doctor/examined.js';
import type { Finding, ServiceName } from './doctor/finding.js';
import { SERVICES } from './doctor/finding.js';

export const DOCTOR_USAGE = `pwctl doctor [password-srv|verification-srv] [--json] [--strict]

Examines what a service would start with: its configuration, taken from this environment, its database
and its role there, keys, issuers, Redis, corpus, memory, cores and clock. Changes nothing. Without a
name it is password-srv. Ends with 1 where something is wrong.

  --json    one JSON document instead of lines
  --strict  ends with 1 also where something is only risky
`;

interface DoctorCommand {
  readonly service: ServiceName;
  readonly json: boolean;
  readonly strict: boolean;
}

export const doctorCommand: Command = {
  usage: DOCTOR_USAGE,
  run(line, terminal) {
    const command = doctorCommandOf(line);
    return command && runDoctor(command, terminal);
  },
};

/** Answers the exit code. */
export async function runDoctor(
  { service, json, strict }: DoctorCommand,
  { print }: Pick<Terminal, 'print'>,
  environment?: Environment,
): Promise<number> {
  const findings = await examined(service, environment);
  const count = (result: Finding['result']): number =>
    findings.filter((finding) => finding.result === result).length;
  const [wrong, risky] = [count('wrong'), count('risky')];
  if (json) print(JSON.stringify({ service, wrong, risky, findings }, undefined, 2));
  else {
    findings.map(lineOf).forEach(print);
    print(`${service}: ${wrong} wrong, ${risky} risky`);
  }
  return wrong > 0 || (strict && risky > 0) ? 1 : 0;
}

/** Undefined: these arguments are none of ours. */
export function doctorCommandOf(line: readonly string[]): DoctorCommand | undefined {
  try {
    const { positionals, values } = parseArgs({
      ...{ args: [...line], allowPositionals: true },
      options: {
        json: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
      },
    });
    const [name = 'password-srv', ...more] = positionals;
    const service = SERVICES.find((known) => known === name);
    return service && more.length === 0 ? { service, ...values } : undefined;
  } catch {
    return undefined;
  }
}

/** `wrong  database       …` */
const lineOf = ({ check, result, says }: Finding): string =>
  `${result.padEnd(5)}  ${check.padEnd(13)}  ${says}`;
