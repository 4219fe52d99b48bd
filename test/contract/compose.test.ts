import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { SETTINGS_OF } from '#libs/platform';

import { emptyDatabase } from '../support/postgres.js';
import { launchProcess, until } from '../support/processes.js';
import type { ServiceProcess } from '../support/processes.js';
import { TestIssuer } from '../support/tokens.js';

interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const SERVING = ['password-srv', 'verification-srv'] as const;
const SECRETS = '/run/secrets/';

describe('docker-compose.yml', () => {
  let compose: Compose;
  beforeAll(async () => {
    compose = parse(await readFile('docker-compose.yml', 'utf8'), { merge: true }) as Compose;
  });

  const service = (name: string): ComposeService => {
    const found = compose.services[name];
    if (!found) throw new Error(`no service ${name}`);
    return found;
  };

  it('runs PostgreSQL, Redis, one migration and both services from one image', () => {
    const names = ['migrate', 'password-srv', 'postgres', 'redis', 'verification-srv'];
    expect(Object.keys(compose.services).sort()).toEqual(names);
    expect(new Set(['migrate', ...SERVING].map((name) => service(name).image)).size).toBe(1);
  });

  it('mounts every secret that a service reads, and names no other', () => {
    for (const { environment = {}, command = [], secrets = [] } of Object.values(
      compose.services,
    )) {
      const read = [...Object.values(environment), ...command]
        .filter((text) => text.startsWith(SECRETS))
        .map((text) => text.slice(SECRETS.length));
      expect([...secrets].sort()).toEqual(read.sort());
      expect(secrets.filter((name) => !(name in compose.secrets))).toEqual([]);
    }
  });

  it.each(SERVING)(
    'passes on every documented setting of %s that it does not fix itself',
    (name) => {
      const { environment = {} } = service(name);
      const documented = Object.values(SETTINGS_OF[name]).map(({ variable }) => variable);
      // The address to listen on is the container's own.
      const settable = documented.filter((variable) => variable !== 'LATCHKEY_HOST');
      const missing = settable.filter(
        (variable) => !(variable in environment) && !(`${variable}_FILE` in environment),
      );
      expect(missing).toEqual([]);
      for (const [variable, value] of Object.entries(environment)) {
        if (value.startsWith('$')) expect(value).toBe(`\${${variable}:-}`);
        expect(documented).toContain(variable.replace(/(?<=URL)_FILE$/, ''));
      }
    },
  );

  it('holds no secret itself', () => {
    const texts = Object.values(compose.services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) =>
        /PASSWORD(?!_URL)|DATABASE_URL|MIGRATION_URL|KEYS/.test(name),
      ),
    );
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter(([, value]) => !value.startsWith(SECRETS))).toEqual([]);
  });

  it('opens the published ports on the loopback interface alone, the internal ones nowhere', () => {
    const open = Object.values(compose.services).flatMap(({ ports = [] }) => ports);
    expect(open).toEqual(['127.0.0.1:3001:3001', '127.0.0.1:3002:3002']);
  });

  it('starts the services after the migration, and asks whether they are ready', () => {
    for (const name of SERVING) {
      const { depends_on: needs, healthcheck } = service(name);
      expect(needs?.['migrate']?.condition).toBe('service_completed_successfully');
      expect(healthcheck?.test.slice(0, 3)).toEqual(['CMD', 'node', '-e']);
    }
    expect(service('migrate').depends_on?.['postgres']?.condition).toBe('service_healthy');
  });

  describe('without Docker: its very commands, against a database of ours', () => {
    let folder: string;
    const running: ServiceProcess[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'latchkey-compose-'));
      spawnSync(process.execPath, ['apps/quickstart/launch/compose-secrets.mjs', folder]);
      const { name, url } = await emptyDatabase();
      await Promise.all((await readdir(folder)).map((file) => redirect(file, name, url)));
      const issuer = new TestIssuer().configuration({ home_of: ['acme'] });
      await writeFile(join(folder, 'issuers'), JSON.stringify([issuer]));
    });
    afterAll(async () => {
      await Promise.all(running.map((one) => one.stop()));
      await rm(folder, { recursive: true, force: true });
    });

    /** Points a secret from the composed server to ours; roles carry the database's name. */
    async function redirect(file: string, name: string, url: string): Promise<void> {
      const path = join(folder, file);
      const { host } = new URL(url);
      const text = await readFile(path, 'utf8');
      await chmod(path, 0o644);
      const moved = text
        .replace('//latchkey_', `//${name}_`)
        .replace('postgres:5432/latchkey', `${host}/${name}`);
      await writeFile(path, file === 'migration_url' ? url : moved);
    }

    const local = (text: string): string => text.replace(SECRETS, `${folder}/`);

    /** As compose fills it in: variables that nobody set are empty. */
    const environmentOf = (name: string): Record<string, string> =>
      Object.fromEntries(
        Object.entries(service(name).environment ?? {})
          .filter(([variable]) => !/^(PORT|LATCHKEY_INTERNAL_PORT|REDIS_URL)$/.test(variable))
          .map(([variable, value]) => [variable, value.startsWith('${') ? '' : local(value)]),
      );

    const run = (command: readonly string[], environment: Record<string, string>) =>
      spawnSync(process.execPath, command.slice(1).map(local), {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ...environment },
      });

    it('makes secrets once, and never in place of others', async () => {
      const again = spawnSync(
        process.execPath,
        ['apps/quickstart/launch/compose-secrets.mjs', folder],
        { encoding: 'utf8' },
      );
      expect(again.status).toBe(1);
      expect(again.stderr).toContain('is there already; nothing was changed');
      expect((await stat(folder)).mode & 0o077).toBe(0);
    });

    it('makes every secret that is named', async () => {
      const made = await readdir(folder);
      expect(Object.keys(compose.secrets).filter((name) => !made.includes(name))).toEqual([]);
    });

    it('migrates, then both services are ready, and nothing of the demo is there', async () => {
      const { command = [] } = service('migrate');
      const migrated = run(command, environmentOf('migrate'));
      expect(migrated.stderr).toBe('');
      expect(migrated.status).toBe(0);

      for (const name of SERVING) {
        expect(service(name).command).toEqual(['node', `dist/apps/${name}/src/main.js`]);
        const started = await launchProcess(name, environmentOf(name));
        running.push(started);
        const { port } = new URL(started.url);
        const [, ...check] = service(name).healthcheck?.test ?? [];
        await until(() => run(check, { PORT: port }).status === 0, started);
        for (const demo of ['/demo/token', '/demo/jwks.json', '/mailbox', '/mailbox.json', '/']) {
          expect((await fetch(`${started.url}${demo}`)).status).toBe(404);
        }
      }
    }, 60_000);
  });
});

describe('Dockerfile', () => {
  let lines: readonly string[];
  beforeAll(async () => {
    const text = await readFile('Dockerfile', 'utf8');
    lines = text.replaceAll('\\\n', ' ').split('\n');
  });

  it('runs as an ordinary user, and leaves the demo out', () => {
    expect(lines).toContain('USER node');
    expect(lines.find((line) => line.includes('rm -rf'))).toMatch(/dist\/apps\/quickstart/);
  });

  it('gets everything that it copies past .dockerignore', async () => {
    const allowed = (await readFile('.dockerignore', 'utf8')).split('\n');
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied.filter((name) => !allowed.includes(`!${name}`))).toEqual([]);
  });
});
