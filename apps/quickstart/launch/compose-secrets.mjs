/**
 * npm run compose:secrets [folder]: the secrets of docker-compose.yml, each in a file of its own.
 * What is there stays: a new pepper key in place of an old one would lock everybody out.
 */
import { randomBytes } from 'node:crypto';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { orStop, Stop, unwritable } from './stop.mjs';

const folder = process.argv[2] ?? join('.data', 'compose');
const server = 'postgres:5432/latchkey';

const made = await orStop(async () => {
  try {
    return await makeSecrets();
  } catch (error) {
    throw unwritable(error, folder, 'Name another folder: npm run compose:secrets -- /path');
  }
});
console.log(`Made ${made} secrets in ${folder}. Keep a copy of pepper_keys in a safe place.`);

async function makeSecrets() {
  const superuser = secret();
  const roles = { password: secret(), verification: secret(), relay: secret() };
  const url = (role) => `postgres://latchkey_${role}:${roles[role]}@${server}`;
  const files = {
    postgres_password: superuser,
    role_passwords: JSON.stringify(roles),
    migration_url: `postgres://postgres:${superuser}@${server}`,
    password_database_url: url('password'),
    verification_database_url: url('verification'),
    relay_database_url: url('relay'),
    pepper_keys: keyRing(),
    ticket_keys: keyRing(),
  };
  // Closed to others by the folder: the services' account inside the containers is not ours.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of Object.keys(files)) await requireAbsent(join(folder, name));
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), content, { flag: 'wx', mode: 0o444 });
  }
  return Object.keys(files).length;
}

function keyRing() {
  return JSON.stringify({ keys: [{ id: 'k1', key: randomBytes(32).toString('base64') }] });
}

function secret() {
  return randomBytes(24).toString('base64url');
}

async function requireAbsent(file) {
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there) throw new Stop(`${file} is there already; nothing was changed.`);
}
