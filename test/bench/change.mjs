import { Statement } from '#libs/persistence';

import { ceiling } from './ceiling.mjs';
import { client, loop, median, peakMiB, quantile, round, steadyRate } from './load.mjs';
import { openStage, PASSWORDS } from './stage.mjs';

const LIST = '/verification-srv/v2/setup/users/configured/list';

/** Enough that a fast machine's people change no more often than they may. */
const PEOPLE = 512;
/** The bare server keeps nobody's session, so it has people of its own. */
const BARE_PEOPLE = 64;

/** Changes against the raw ceiling, lists beside changes, memory, and the time to be ready. */
export async function measure({ rounds, seconds }) {
  const stage = await openStage({ people: PEOPLE + BARE_PEOPLE });
  try {
    const passwords = await stage.start('password-srv');
    const methods = await stage.start('verification-srv');
    await throughput(stage, passwords, { rounds, seconds });
    await listsBesideChanges(stage, passwords, methods, { rounds, seconds });
    console.log(`peak memory of password-srv: ${round(peakMiB(passwords.pid), 0)} MiB`);
    const ready = [passwords.readyAfterMs];
    for (let n = 1; n < rounds; n += 1) {
      const again = await stage.start('password-srv');
      ready.push(again.readyAfterMs);
      await again.stop();
    }
    console.log(`ready after: median ${round(median(ready) / 1000)} s of ${rounds} starts`);
  } finally {
    await stage.close();
  }
}

/** Ours, a server without a framework that does the same, and the raw limit, in turn. */
async function throughput(stage, passwords, { rounds, seconds }) {
  const servers = [passwords, await stage.startScript('./bare-change.mjs', bareSettings(stage))];
  const people = [stage.people.slice(0, PEOPLE), stage.people.slice(PEOPLE)];
  const changes = servers.map((server, n) => changer(people[n], server, 16));
  // Just-in-time compilation of a path that is asked 50 times a second takes its time.
  for (const { one } of changes) await steadyRate({ inFlight: 16, seconds: 0, warmUp: 64 }, one);
  const ratios = { ours: [], bare: [] };
  console.log(
    'changes at 16 in flight: round, ours/s, bare server/s, ceiling/s, ours and bare ÷ it',
  );
  for (let round_ = 1; round_ <= rounds; round_ += 1) {
    const limit = await ceiling(seconds);
    const rates = [];
    for (const { one } of changes) {
      rates.push(await steadyRate({ inFlight: 16, seconds, warmUp: 2 }, one));
    }
    const [ours, bare] = rates;
    ratios.ours.push(ours / limit);
    ratios.bare.push(bare / limit);
    const shown = [ours, bare, limit].map((rate) => round(rate, 1));
    console.log(`  ${round_}  ${shown.join('  ')}  ${round(ours / limit)}  ${round(bare / limit)}`);
  }
  for (const { close } of changes) close();
  await servers[1].stop();
  const [ours, bare] = [median(ratios.ours), median(ratios.bare)];
  console.log(`  median ratio ${round(ours)}; of the bare server ${round(bare)}`);
}

function bareSettings({ database, jwks, pepperFile }) {
  const textOf = (name) => Statement.all().find((statement) => statement.name === name).sql;
  return {
    DATABASE_URL: database.as('password'),
    LATCHKEY_PEPPER_KEYS_FILE: pepperFile,
    BENCH_KEY: JSON.stringify(jwks.keys[0]),
    BENCH_READ: textOf('password_on_arrival_home'),
    BENCH_WRITE: textOf('password_replace'),
  };
}

async function listsBesideChanges(stage, passwords, methods, { rounds, seconds }) {
  const figures = { idle: [], busy: [], ceiling: [] };
  for (let n = 0; n < rounds; n += 1) {
    figures.idle.push(await listP99(stage, methods, seconds));
    const changes = changer(stage.people.slice(0, PEOPLE), passwords, 64);
    const load = loop({ inFlight: 64, seconds: seconds + 1 }, changes.one);
    figures.busy.push(await listP99(stage, methods, seconds));
    await load;
    changes.close();
  }
  const [idle, busy] = [median(figures.idle), median(figures.busy)];
  console.log(`list p99: idle ${round(idle)} ms, beside 64 changes ${round(busy)} ms`);
  console.log(`  ratio ${round(busy / idle)} (medians of ${rounds} rounds)`);
}

/** One list after the other, as a person's page would ask, a hundred a second at the most. */
async function listP99(stage, { port }, seconds) {
  const { send, close } = client(port, 1);
  const times = [];
  const end = performance.now() + seconds * 1000;
  for (let n = 0; performance.now() < end; n += 1) {
    const { token } = stage.people[255 - (n % 64)];
    const begun = performance.now();
    const status = await send('POST', LIST, token);
    times.push(performance.now() - begun);
    if (status !== 200) throw new Error(`a list answered ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  close();
  return quantile(times, 0.99);
}

/**
 * Every lane has people of its own and changes their passwords to and fro: enough of them that nobody
 * changes more often than a person may.
 */
function changer(people, { port }, lanes) {
  const { send, close } = client(port, lanes);
  const each = Math.floor(people.length / lanes);
  const turns = new Array(lanes).fill(0);
  const one = async (lane) => {
    const person = people[lane + lanes * (turns[lane]++ % each)];
    const [current, next] = [PASSWORDS[person.now], PASSWORDS[1 - person.now]];
    const body = { old_password: current, new_password: next, confirm_password: next };
    const status = await send('PUT', '/password-srv/password', person.token, body);
    if (status !== 200) throw new Error(`a change answered ${status}`);
    person.now = 1 - person.now;
  };
  return { one, close };
}
