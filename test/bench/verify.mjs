import { availableParallelism } from 'node:os';

import { ceiling } from './ceiling.mjs';
import { client, cpuSeconds, median, round, steadyRate } from './load.mjs';
import { openStage, PASSWORDS, TENANT } from './stage.mjs';

const PATH = '/internal/v1/passwords/verify';
const IN_FLIGHT = 16;

/**
 * Verifications over the internal port against the raw ceiling of hashing, in turn, so that the ratio
 * holds while the machine's speed drifts; and the CPU time of the service for each, beside that of the
 * bare hash, which other work on the machine disturbs less.
 */
export async function measure({ rounds, seconds }) {
  const stage = await openStage({ people: 64 });
  try {
    const service = await stage.start('password-srv');
    const verify = verifier(stage, service, await stage.serviceToken(['password:verify']));
    await steadyRate({ inFlight: IN_FLIGHT, seconds: 0, warmUp: 64 }, verify.one);
    const figures = { ratio: [], cpu: [] };
    console.log(`verifications at ${IN_FLIGHT} in flight: ours/s, ceiling/s, ratio, CPU ratio`);
    for (let n = 1; n <= rounds; n += 1) {
      const bare = await withCpu(process.pid, () => ceiling(seconds, 'verify'));
      const ours = await withCpu(service.pid, () =>
        steadyRate({ inFlight: IN_FLIGHT, seconds, warmUp: 2 }, verify.one),
      );
      const ratio = ours.rate / bare.rate;
      const cpu = bare.cpuEach / ours.cpuEach;
      figures.ratio.push(ratio);
      figures.cpu.push(cpu);
      console.log(
        `  ${n}  ${round(ours.rate, 1)}  ${round(bare.rate, 1)}  ${round(ratio, 3)}  ${round(cpu, 3)}`,
      );
    }
    verify.close();
    const [ratio, cpu] = [median(figures.ratio), median(figures.cpu)];
    console.log(`  median ratio ${round(ratio, 3)}, of CPU ${round(cpu, 3)}`);
    console.log(`  on ${availableParallelism()} cores that client, service and database share`);
  } finally {
    await stage.close();
  }
}

/** CPU time per piece of work, of all that was done while it was looked at. */
async function withCpu(pid, work) {
  const [before, begun] = [cpuSeconds(pid), performance.now()];
  const rate = await work();
  const seconds = (performance.now() - begun) / 1000;
  return { rate, cpuEach: (cpuSeconds(pid) - before) / (rate * seconds) };
}

function verifier(stage, { internalPort }, token) {
  const { send, close } = client(internalPort, IN_FLIGHT);
  let turn = 0;
  const one = async (lane) => {
    const { subject } = stage.people[lane + IN_FLIGHT * (turn++ % 4)];
    const body = { tenant: TENANT, subject, password: PASSWORDS[0] };
    const status = await send('POST', PATH, token, body);
    if (status !== 200) throw new Error(`a verification answered ${status}`);
  };
  return { one, close };
}
