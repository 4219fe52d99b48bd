/**
 * What a change costs without a framework: node:http, the same cached signature check, the same
 * hashing, the same read and the same write through pg. It has no policy, limits, logs or metrics.
 */
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';

import { KeyRing, startHashing } from '#libs/hashing';
import { Password } from '#libs/identity';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const key = createPublicKey({ key: JSON.parse(process.env.BENCH_KEY), format: 'jwk' });
const ring = KeyRing.parse(readFileSync(process.env.LATCHKEY_PEPPER_KEYS_FILE, 'utf8'));
const hashing = await startHashing({ ring });
const [read, write] = [process.env.BENCH_READ, process.env.BENCH_WRITE];
const known = new Map();

function claimsOf(authorization = '') {
  const token = authorization.slice('Bearer '.length);
  let claims = known.get(token);
  if (!claims) {
    const [header, payload, signature] = token.split('.');
    const input = Buffer.from(`${header}.${payload}`);
    if (!verify('sha256', input, key, Buffer.from(signature, 'base64url'))) return undefined;
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    known.set(token, claims);
  }
  return claims.exp * 1000 > Date.now() ? claims : undefined;
}

async function change(subject, { old_password: current, new_password: next }) {
  const who = { tenant: 'bench', subject };
  const { rows } = await pool.query({ name: 'read', text: read, values: ['bench', subject, null] });
  const { envelope, change_id: changeId, version } = rows[0];
  const now = randomUUID();
  const sealed = await hashing.admitted(who, async (turn) => {
    const right = await turn.matches(new Password(current), envelope, { ...who, changeId });
    return right && turn.seal(new Password(next), { ...who, changeId: now });
  });
  if (typeof sealed !== 'string') return 400;
  const data = JSON.stringify({ change_id: now });
  const breach = '{"state":"clean","corpus":"none"}';
  const values = ['bench', subject, sealed, now, null, 'password_changed', data, [], '[]', 'owner'];
  const written = await pool.query({
    name: 'write',
    text: write,
    values: [...values, breach, version],
  });
  return written.rows.length === 1 ? 200 : 409;
}

const server = createServer((request, response) => {
  if (request.url === '/health/ready') return response.end();
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const claims = claimsOf(request.headers.authorization);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const answer = claims ? change(claims.sub, body) : Promise.resolve(401);
    answer.then(
      (status) => {
        response.statusCode = status;
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ success: status === 200, status, data: {} }));
      },
      () => {
        response.statusCode = 503;
        response.end();
      },
    );
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
