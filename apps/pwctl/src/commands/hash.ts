import { parseArgs } from 'node:util';

import { machineLimits } from '#libs/hashing';

import type { Command } from '../command.js';
import type { CalibrateCommand } from './hash/calibrate.js';
import { calibrateCommand } from './hash/calibrate.js';

export const HASH_USAGE = `pwctl hash calibrate --target-rate <hashes per second> [--memory <MiB>] [--cores <n>]
                     [--people <n>] [--seconds <s>]

Measures this machine, as it will run password-srv, and proposes what a hash should cost. A sign-in is
one hash, a change two. Changes nothing.

  --memory   for all hashes together; default: 512, or half of what the container has
  --cores    default: what the container has
  --people   whose hashes are to be made anew; default: 1,000,000
  --seconds  of every measurement; default: 3
`;

const OPTIONS = {
  'target-rate': { type: 'string' },
  memory: { type: 'string' },
  cores: { type: 'string' },
  people: { type: 'string' },
  seconds: { type: 'string' },
} as const;

/** As much as the service opens with when it is told nothing. */
const USUAL_MEMORY_MIB = 512;

export const hashCommand: Command = {
  usage: HASH_USAGE,
  run(line, terminal) {
    const command = parsed(line);
    return command && calibrateCommand(command, terminal);
  },
};

function parsed(line: readonly string[]): CalibrateCommand | undefined {
  const given = optionsOf(line);
  if (!given) return undefined;
  const limits = machineLimits();
  const number = (text: string | undefined, otherwise: number): number =>
    text === undefined ? otherwise : Number(text);
  const command = {
    limits,
    targetRate: number(given['target-rate'], NaN),
    memoryMiB: number(given.memory, Math.min(USUAL_MEMORY_MIB, Math.floor(limits.memoryMiB / 2))),
    cores: number(given.cores, limits.cores),
    people: number(given.people, 1_000_000),
    seconds: number(given.seconds, 3),
  };
  const { targetRate, memoryMiB, cores, people, seconds } = command;
  const positive = [targetRate, memoryMiB, cores, people, seconds].every((value) => value > 0);
  return positive && Number.isInteger(cores) && cores <= 1024 ? command : undefined;
}

function optionsOf(line: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      ...{ args: [...line], allowPositionals: true, options: OPTIONS },
    });
    return positionals.length === 1 && positionals[0] === 'calibrate' ? values : undefined;
  } catch {
    return undefined;
  }
}
