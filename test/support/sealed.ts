import { randomBytes, randomUUID } from 'node:crypto';

import { FORGET_ALL } from '#libs/credentials';
import type { HashingTurn } from '#libs/credentials';
import {
  cheapestCostForTests,
  hashingOver,
  InProcessRunner,
  KeyRing,
  NodeRsEngine,
  queueLimits,
} from '#libs/hashing';
import { changeId, Password } from '#libs/identity';
import type { TypeormPasswordCredentials } from '#libs/persistence';

import type { Person } from './builders.js';
import { newPassword } from './builders.js';
import { sql } from './postgres.js';
import type { CheapHashing } from './services.js';

export interface RingKey {
  readonly id: string;
  readonly key: string;
}

export const newKey = (id: string): RingKey => ({ id, key: randomBytes(32).toString('base64') });

/** The first key writes. */
export const ringOf = (...keys: readonly RingKey[]): KeyRing =>
  KeyRing.parse(JSON.stringify({ keys }));

export const hashingBy = (ring: KeyRing): Promise<CheapHashing> => {
  const cost = cheapestCostForTests();
  const runner = new InProcessRunner(new NodeRsEngine());
  return hashingOver(runner, { ring, cost, limits: queueLimits(2, cost) });
};

const inTurn = async <Value>(
  hashing: CheapHashing,
  person: Person,
  work: (turn: HashingTurn) => Promise<Value>,
): Promise<Value> => {
  const result = await hashing.admitted(person, work);
  if (typeof result === 'object' && result && 'refusal' in result) throw new Error('busy');
  return result as Value;
};

/** Gives a first password, remembered in the history, and a code of a reset that is under way. */
export async function givenSealed(
  { credentials, hashing, ownerUrl }: SealedHouse,
  person: Person,
  password: string,
): Promise<void> {
  const { tenant, subject } = person;
  const id = changeId(randomUUID());
  const request = randomUUID();
  await inTurn(hashing, person, async (turn) => {
    const binding = { tenant, subject, changeId: id };
    const entry = await turn.remember(new Password(password), [], binding);
    const envelope = await turn.seal(new Password(password), binding);
    const history = { ...FORGET_ALL, add: [entry] };
    await credentials.setFirst(newPassword(person, { changeId: id, envelope, history }));
    const code = await turn.sealCode(new Password(`code of ${password}`), {
      ...{ tenant, subject },
      changeId: changeId(`${request}:2`),
    });
    await sql(
      ownerUrl,
      `INSERT INTO credentials.reset_request (tenant, id, asked_type, asked_value, medium, processing,
         request_id, subject, epoch, step, code) VALUES ($1, $2, 'SUB', $3, 'EMAIL', 'CODE', 'r', $3, 1, 2, $4)`,
      [tenant, request, subject, code],
    );
  });
}

interface SealedHouse {
  readonly credentials: TypeormPasswordCredentials;
  readonly hashing: CheapHashing;
  readonly ownerUrl: string;
}

/** Replaces the password in force, as a change does, with whatever keys `hashing` has. */
export async function changed(house: SealedHouse, person: Person, next: string): Promise<void> {
  const { tenant, subject } = person;
  const binding = { tenant, subject, changeId: changeId(randomUUID()) };
  const envelope = await inTurn(house.hashing, person, (turn) =>
    turn.seal(new Password(next), binding),
  );
  const wish = newPassword(person, { changeId: binding.changeId, envelope });
  const written = await house.credentials.replace(wish, 1);
  if (written.kind !== 'committed') throw new Error(written.kind);
}

/** What these keys open of a person: the password in force, the remembered one, the reset's code. */
export async function opened(
  { hashing, ownerUrl }: SealedHouse,
  person: Person,
  password: string,
): Promise<{ readonly inForce: boolean; readonly remembered: boolean; readonly code: boolean }> {
  const { tenant, subject } = person;
  const rows = await sql<{ kind: string; id: string; envelope: string }>(
    ownerUrl,
    `SELECT 'password' AS kind, last_change_id AS id, envelope FROM credentials.password
       WHERE tenant = $1 AND subject = $2
     UNION ALL SELECT 'code', id || ':' || step, code FROM credentials.reset_request
       WHERE tenant = $1 AND subject = $2
     UNION ALL SELECT 'history', entry_id, envelope FROM credentials.history
       WHERE tenant = $1 AND subject = $2`,
    [tenant, subject],
  );
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  return inTurn(hashing, person, async (turn) => {
    const [row] = of('password');
    const [code] = of('code');
    const bound = (id = '') => ({ tenant, subject, changeId: changeId(id) });
    const memory = of('history').map(({ id, envelope }) => ({
      ...{ id: changeId(id), envelope, generation: 'm=8,t=1,p=1' },
    }));
    const recalled = await turn.recall(new Password(password), memory, person);
    return {
      inForce: await turn.matches(new Password(password), row?.envelope ?? '', bound(row?.id)),
      remembered: recalled.usedBefore,
      code: await turn.matchesCode(
        new Password(`code of ${password}`),
        code?.envelope ?? '',
        bound(code?.id),
      ),
    };
  });
}
