/**
 * What lists cost without a framework: node:http, the same cached signature check, the same one
 * query through pg. Neither validates, logs, measures nor masks.
 */
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const key = createPublicKey({ key: JSON.parse(process.env.BENCH_KEY), format: 'jwk' });
const text = process.env.BENCH_QUERY;
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

const server = createServer((request, response) => {
  if (request.url === '/health/ready') return response.end();
  const claims = claimsOf(request.headers.authorization);
  if (!claims) {
    response.statusCode = 401;
    return response.end();
  }
  request.resume();
  return pool.query({ name: 'lists', text, values: ['bench', claims.sub] }).then(
    ({ rows: [row] }) => {
      const list = (row.mediums ?? []).map(({ type, id, name }) => ({
        type,
        mediums: [{ id, key_name: name }],
      }));
      if (row.has_password) list.push({ type: 'PASSWORD', mediums: [] });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ success: true, status: 200, data: { configured_list: list } }));
    },
    () => {
      response.statusCode = 503;
      response.end();
    },
  );
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
