import { randomUUID } from 'node:crypto';

import type { ImportPassword, SetPassword } from '#libs/credentials';
import type { Caller } from '#libs/identity';
import { Password, Secret } from '#libs/identity';
import type { Database } from '#libs/persistence';
import { Statement } from '#libs/persistence';

import { BELONGINGS } from './belongings.js';
import { DEMO_ISSUER } from './demo-issuer.js';
import type { DemoPerson } from './people.js';

const FORGET = Statement.declare(
  'demo_forget_arrivals',
  'DELETE FROM journal.arrival',
  'before anybody uses the demo, every arrival of every tenant comes from its own preparation',
);

/** Gives the demo people their passwords through the use case that real people go through. */
export async function setFirstPasswords(setPassword: SetPassword, now: Date): Promise<void> {
  for (const { person, password, hash } of BELONGINGS) {
    if (password === undefined || hash !== undefined) continue;
    const { kind, ...rest } = await setPassword.set({
      caller: callerFor(person, now),
      origin: { requestId: randomUUID() },
      password: new Password(password),
    });
    const code = 'refusal' in rest ? rest.refusal.code : undefined;
    // A preparation that was interrupted begins again.
    if (kind === 'refused' && code !== 'password_already_set') {
      throw new Error(`the password of ${person.name} was refused: ${code}`);
    }
  }
}

/** Takes over those that come from other software, as operators do. */
export async function importPasswords(importPassword: ImportPassword): Promise<void> {
  for (const { person, hash } of BELONGINGS) {
    if (hash === undefined) continue;
    const outcome = await importPassword.import({
      tenant: person.tenant,
      subject: person.sub,
      hash: new Secret(hash),
      cause: { requestId: randomUUID() },
    });
    if (outcome.kind === 'refused' && outcome.refusal.code !== 'password_already_set') {
      throw new Error(`the password of ${person.name} was refused: ${outcome.refusal.code}`);
    }
  }
}

/** Nobody did anything yet, so nobody is told anything. */
export async function forgetArrivals(owner: Database): Promise<void> {
  await owner.query(FORGET, []);
}

const callerFor = (person: DemoPerson, now: Date): Caller => ({
  tenant: person.tenant,
  issuer: DEMO_ISSUER,
  sub: person.sub,
  home: true,
  session: { issuer: DEMO_ISSUER, sid: randomUUID() },
  anchor: { kind: 'epoch', epoch: 0 },
  authTime: now,
  factorKinds: new Set(['knowledge', 'possession']),
  multiFactor: true,
  scopes: new Set(),
});
