/**
 * Loaded before a service's own program (`node --import`), so that it can be killed anywhere between
 * accepting a request and answering it. The program itself has no such places: they are put around
 * its methods from here, in a process that a test has started, and exist nowhere else.
 */
import { subscribe } from 'node:diagnostics_channel';
import { ServerResponse } from 'node:http';

import pg from 'pg';

const load = (name) => import(new URL(`../../dist/libs/${name}.js`, import.meta.url));

const { ChangePassword, SetPassword } = await load('credentials/src/index');
const { PasswordHasher } = await load('hashing/src/password-hasher');
const { Argon2PasswordHashing } = await load('hashing/src/argon2-password-hashing');
const { Database } = await load('persistence/src/database');
const { TypeormPasswordCredentials, TypeormIdempotentRequests } =
  await load('persistence/src/index');

const COMMITS = /^password_(replace|set_first)/;
/** Where in the commit: from before it arrives to after it is on the disk. */
const MOST_MS_AFTER_SENDING = 8;

/** Where it ends; or, with `stops`, where it stands still once, until it is told to go on. */
let armed = {};
process.on('message', (order) => {
  armed = order;
  process.send('armed');
});

function pass(point) {
  if (point !== armed.point) return;
  if (!armed.stops) process.kill(process.pid, 'SIGKILL');
  armed = {};
  process.send('stands still');
  process.kill(process.pid, 'SIGSTOP');
}

/** Passes `before` when the method is called and `after` when what it promised is there. */
function around(Class, method, { before, after }) {
  const original = Class.prototype[method];
  Class.prototype[method] = async function (...given) {
    if (before) pass(before);
    const result = await original.apply(this, given);
    if (after) pass(after);
    return result;
  };
}

const writes = ({ method }) => method === 'PUT' || method === 'POST';
subscribe('http.server.request.start', ({ request }) => writes(request) && pass('accepted'));
subscribe('http.server.response.finish', ({ request }) => writes(request) && pass('answered'));

for (const [UseCase, verb] of [
  [ChangePassword, 'change'],
  [SetPassword, 'set'],
]) {
  around(UseCase, verb, { before: 'understood', after: 'concluded' });
}
around(TypeormPasswordCredentials, 'onArrival', { after: 'account read' });
around(TypeormIdempotentRequests, 'claim', { after: 'request claimed' });
around(PasswordHasher, 'matches', { after: 'password proven' });
around(TypeormPasswordCredentials, 'remembered', { after: 'history read' });
around(PasswordHasher, 'seal', { after: 'hash sealed' });
around(Database, 'write', { before: 'commit begins', after: 'commit answered' });

const { admitted } = Argon2PasswordHashing.prototype;
Argon2PasswordHashing.prototype.admitted = function (who, work, ...more) {
  const seen = (turn) => {
    pass('turn given');
    return work(turn);
  };
  return admitted.call(this, who, seen, ...more);
};

const { query, connect } = pg.Client.prototype;
pg.Client.prototype.query = function (config, ...more) {
  const result = query.call(this, config, ...more);
  if (COMMITS.test(config?.name ?? '')) {
    setImmediate(pass, 'commit sent');
    setTimeout(pass, Math.random() * MOST_MS_AFTER_SENDING, 'commit under way');
  }
  return result;
};

/** So that whoever killed it can tell when the database has noticed. */
pg.Client.prototype.connect = function (...given) {
  this.connectionParameters.application_name = process.env.KILL_LANE;
  return connect.apply(this, given);
};

const { end } = ServerResponse.prototype;
ServerResponse.prototype.end = function (...given) {
  if (writes(this.req)) pass('answer made');
  const result = end.apply(this, given);
  if (writes(this.req)) pass('answer sent');
  return result;
};
