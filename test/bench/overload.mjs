import { connect } from 'node:net';

import { client, loop, peakMiB, quantile, round, steadyRate } from './load.mjs';
import { openStage, PASSWORDS, TENANT } from './stage.mjs';

const VERIFY = '/internal/v1/passwords/verify';
const AT_ONCE = 500;
/** Each asks once a second: 20 times what two cores hash at the default cost. */
const FLOOD = 1000;
const A_SECOND = 1000;

/**
 * R23, F08 and F07 in full size, at the real cost, against the service as a process: 500 changes at
 * once, a flood of logins far beyond what can be hashed, and clients that never end what they say.
 * Looks at what was told and whether the service was alive meanwhile.
 */
export async function measure({ seconds, clients }) {
  const stage = await openStage({ people: AT_ONCE });
  try {
    const service = await stage.start('password-srv');
    await changesAtOnce(stage, service);
    await flood(stage, service, seconds);
    await slowClients(stage, service, clients);
    console.log(`peak memory of password-srv: ${round(peakMiB(service.pid), 0)} MiB`);
  } finally {
    await stage.close();
  }
}

const count = (statuses) =>
  [...new Set(statuses)]
    .map((status) => `${statuses.filter((one) => one === status).length} × ${status}`)
    .join(', ');

async function changesAtOnce({ people }, service) {
  const { send, close } = client(service.port, AT_ONCE);
  const told = await beside(service, () =>
    Promise.all(people.map((person) => changed(send, person))),
  );
  close();
  const late = told.result.filter(({ status }) => status === 503).map(({ ms }) => ms);
  console.log(`${AT_ONCE} changes at once: ${count(told.result.map(({ status }) => status))}`);
  console.log(
    `  503 after: median ${round(quantile(late, 0.5), 0)} ms, all ${round(quantile(late, 1), 0)} ms`,
  );
  console.log(`  liveness beside it: ${told.alive}`);
}

async function changed(send, { token }) {
  const begun = performance.now();
  const [current, next] = PASSWORDS;
  const body = { old_password: current, new_password: next, confirm_password: next };
  const status = await send('PUT', '/password-srv/password', token, body);
  return { status, ms: performance.now() - begun };
}

/** Half of the guesses are right, for people who were not changed; nobody is told a lie by a status. */
async function flood(stage, service, seconds) {
  const token = await stage.serviceToken(['password:verify']);
  const { send, close } = client(service.internalPort, FLOOD);
  const statuses = [];
  let turn = 0;
  const one = async () => {
    const { subject } = stage.people[turn++ % stage.people.length];
    const body = { tenant: TENANT, subject, password: PASSWORDS[turn % 2] };
    statuses.push(await send('POST', VERIFY, token, body));
  };
  const capacity = await steadyRate({ inFlight: 4, seconds, warmUp: 4 }, one);
  statuses.length = 0;
  const begun = performance.now();
  const paced = async () => {
    const asked = performance.now();
    await one();
    const left = A_SECOND - (performance.now() - asked);
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  };
  const told = await beside(service, () => loop({ inFlight: FLOOD, seconds }, paced));
  close();
  const took = (performance.now() - begun) / 1000;
  const served = statuses.filter((status) => status === 200).length / took;
  console.log(`${FLOOD} clients that sign in once a second: ${count(statuses)}`);
  console.log(`  served/s ${round(served, 1)}, with 4 in flight ${round(capacity, 1)}`);
  console.log(`  liveness beside it: ${told.alive}`);
}

async function slowClients(stage, service, clients) {
  const token = stage.people[0].token;
  const opened = await Promise.all(
    Array.from({ length: clients }, (_, n) => slow(service, n % 2 === 0 ? undefined : token)),
  );
  const told = await beside(service, () => Promise.all(opened.map(({ closed }) => closed)));
  const cut = told.result.filter((text) => text.startsWith('HTTP/1.1 408')).length;
  console.log(`${clients} clients that never end their headers or bodies: ${cut} answered 408`);
  console.log(`  liveness beside it: ${told.alive}`);
}

function slow({ port }, token) {
  const head = 'PUT /password-srv/password HTTP/1.1\r\nhost: a\r\n';
  const body =
    token === undefined
      ? ''
      : `authorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: 200\r\n\r\n{`;
  return new Promise((begun) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1' });
    const closed = new Promise((resolve) => socket.on('close', () => resolve(answer)));
    socket.on('error', () => begun({ closed })).on('data', (chunk) => (answer += chunk));
    socket.write(head + body, () => begun({ closed }));
  });
}

/** What the probes of an orchestrator see while `work` goes on. */
async function beside(service, work) {
  const { send, close } = client(service.port, 1);
  const [times, statuses] = [[], []];
  const over = new AbortController();
  const probing = (async () => {
    while (!over.signal.aborted) {
      const begun = performance.now();
      statuses.push(await send('GET', '/health/live', ''));
      times.push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const result = await work();
  over.abort();
  await probing;
  close();
  const alive = `${count(statuses)}, p99 ${round(quantile(times, 0.99), 0)} ms`;
  return { result, alive };
}
