import type { Command } from './command.js';

interface Listed {
  readonly summary: string;
  /** Brings what this command is made of and nothing of the others, which would take a second. */
  load(): Promise<Command>;
}

export const COMMANDS: Readonly<Record<string, Listed>> = {
  migrate: {
    summary: 'brings the database to this version',
    load: async () => (await import('./commands/migrate.js')).migrateCommand,
  },
  doctor: {
    summary: 'examines what a service would start with',
    load: async () => (await import('./commands/doctor.js')).doctorCommand,
  },
  tenant: {
    summary: 'registers tenants, their admins and the programs that they let in',
    load: async () => (await import('./commands/tenant.js')).tenantCommand,
  },
  host: {
    summary: 'tells which tenant a host stands for',
    load: async () => (await import('./commands/host.js')).hostCommand,
  },
  import: {
    summary: 'takes over passwords as hashes of other software',
    load: async () => (await import('./commands/import/run.js')).importCommand,
  },
  unlock: {
    summary: 'lets a person try again',
    load: async () => (await import('./commands/unlock.js')).unlockCommand,
  },
  outbox: {
    summary: 'shows notices that wait or were given up, and tries those again',
    load: async () => (await import('./commands/outbox.js')).outboxCommand,
  },
  pepper: {
    summary: 'tells which keys are needed, and seals by another one',
    load: async () => (await import('./commands/pepper.js')).pepperCommand,
  },
  hash: {
    summary: 'measures what a hash should cost here',
    load: async () => (await import('./commands/hash.js')).hashCommand,
  },
  breach: {
    summary: 'builds, examines and serves corpora of breached passwords',
    load: async () => (await import('./commands/breach.js')).breachCommand,
  },
};

export const OVERVIEW = [
  'pwctl <command> …',
  '',
  ...Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`),
  '',
  'A command alone tells what it takes.',
].join('\n');
