import { Statement } from '#libs/persistence';

import { client, cpuSeconds, loop, median, round } from './load.mjs';
import { openStage } from './stage.mjs';

const LIST = '/verification-srv/v2/setup/users/configured/list';

/** Lists with 1,000 tokens against a bare server that does the same: CPU per request. */
export async function measure({ rounds, seconds }) {
  const stage = await openStage({ people: 1000 });
  try {
    const ours = await stage.start('verification-srv');
    const query = Statement.all().find(({ name }) => name === 'methods_of_subject_home');
    const bare = await stage.startScript('./bare-lists.mjs', {
      DATABASE_URL: stage.database.as('verification'),
      BENCH_QUERY: query.sql,
      BENCH_KEY: JSON.stringify(stage.jwks.keys[0]),
    });
    await figures(stage, ours, 5);
    await figures(stage, bare, 5);
    const ratios = [];
    console.log('configured/list: round, ours µs CPU, bare µs CPU, bare/ours, ours/s, bare/s');
    for (let n = 1; n <= rounds; n += 1) {
      const a = await figures(stage, ours, seconds);
      const b = await figures(stage, bare, seconds);
      ratios.push(b.cpu / a.cpu);
      const shown = [a.cpu, b.cpu].map((cpu) => round(cpu * 1e6, 0));
      const rates = [a.rate, b.rate].map((rate) => round(rate, 0));
      console.log(`  ${n}  ${shown.join('  ')}  ${round(b.cpu / a.cpu)}  ${rates.join('  ')}`);
    }
    console.log(`  median ratio ${round(median(ratios))}`);
  } finally {
    await stage.close();
  }
}

async function figures(stage, { port, pid }, seconds) {
  const { send, close } = client(port, 8);
  const before = cpuSeconds(pid);
  let next = 0;
  const finished = await loop({ inFlight: 8, seconds }, async () => {
    const { token } = stage.people[next++ % stage.people.length];
    const status = await send('POST', LIST, token);
    if (status !== 200) throw new Error(`a list answered ${status}`);
  });
  const cpu = (cpuSeconds(pid) - before) / finished;
  close();
  return { cpu, rate: finished / seconds };
}
