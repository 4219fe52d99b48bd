import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, describe, expect, it } from '@jest/globals';

import { Egress, overDns } from '#libs/platform';

const [A, AAAA] = [1, 28];
const LIMITS = { timeoutMs: 5_000, maximumBytes: 1_000 };

/** The answers for one name: to the first question of a kind, the second and so on; then the last. */
interface Zone {
  readonly v4?: readonly (readonly string[])[];
  readonly v6?: readonly (readonly string[])[];
  readonly silent?: true;
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A name server (RFC 1035) that knows one zone and counts what it is asked. */
async function nameServer(zone: Zone) {
  const socket: Socket = createSocket('udp4');
  const asked = { [A]: 0, [AAAA]: 0 };
  socket.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12) + 5;
    const type = query.readUInt16BE(end - 4);
    const rounds = (type === A ? zone.v4 : zone.v6) ?? [[]];
    const found = rounds[Math.min(asked[type] ?? 0, rounds.length - 1)] ?? [];
    asked[type] = (asked[type] ?? 0) + 1;
    if (zone.silent) return;
    const records = found.map((one) => record(type, one));
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(0x8180, 2);
    for (const [offset, count] of [
      [4, 1],
      [6, found.length],
      [8, 0],
      [10, 0],
    ] as const) {
      head.writeUInt16BE(count, offset);
    }
    socket.send(Buffer.concat([head, query.subarray(12, end), ...records]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closing.push(() => new Promise((closed) => void socket.close(() => closed(undefined))));
  return { addressesOf: overDns([`127.0.0.1:${String(socket.address().port)}`]), asked };
}

/** Names the question's name, class IN, and lives for no second. */
function record(type: number, address: string): Buffer {
  const data =
    type === A
      ? Buffer.from(address.split('.').map(Number))
      : Buffer.from(address.replaceAll(':', ''), 'hex');
  const head = Buffer.from([0xc0, 0x0c, 0, type, 0, 1, 0, 0, 0, 0, 0, data.length]);
  return Buffer.concat([head, data]);
}

const GLOBAL_V6 = '2606:4700:4700:0000:0000:0000:0000:1111';
const LOOPBACK_V6 = '0000:0000:0000:0000:0000:0000:0000:0001';

describe('the addresses of a name, asked of name servers themselves', () => {
  it('are all of both kinds, by one question each', async () => {
    const { addressesOf, asked } = await nameServer({
      v4: [['1.1.1.1', '10.0.0.1']],
      v6: [[GLOBAL_V6]],
    });
    expect(await addressesOf('ranges.example')).toEqual([
      { address: '1.1.1.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
      { address: '2606:4700:4700::1111', family: 6 },
    ]);
    expect(asked).toEqual({ [A]: 1, [AAAA]: 1 });
  });

  it('may be of one kind only', async () => {
    const { addressesOf } = await nameServer({ v6: [[GLOBAL_V6]] });
    expect(await addressesOf('ranges.example')).toEqual([
      { address: '2606:4700:4700::1111', family: 6 },
    ]);
  });

  it('are an error where there are none', async () => {
    const { addressesOf } = await nameServer({});
    await expect(addressesOf('ranges.example')).rejects.toMatchObject({ code: 'ENODATA' });
  });

  it('are waited for once: a silent name server is given up', async () => {
    const { addressesOf, asked } = await nameServer({ silent: true });
    await expect(addressesOf('ranges.example')).rejects.toMatchObject({ code: 'ETIMEOUT' });
    expect(asked).toEqual({ [A]: 1, [AAAA]: 1 });
  });
});

describe('an egress that asks name servers', () => {
  const listening = async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end('hello'));
    server.on('connection', () => (connections += 1));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    return { port: (server.address() as AddressInfo).port, connections: () => connections };
  };
  const opened = (egress: Egress): Egress => {
    closing.push(() => egress.close());
    return egress;
  };

  it.each<readonly [string, Zone]>([
    ['a loopback address', { v4: [['127.0.0.1']] }],
    ['cloud metadata beside a global address', { v4: [['1.1.1.1', '169.254.169.254']] }],
    ['a loopback address of the other kind', { v4: [['1.1.1.1']], v6: [[LOOPBACK_V6]] }],
  ])('connects to nobody for a name with %s', async (_what, zone) => {
    const { port, connections } = await listening();
    const egress = opened(new Egress({ addressesOf: (await nameServer(zone)).addressesOf }));
    await expect(egress.get(`https://ranges.example:${String(port)}/`, {}, LIMITS)).rejects.toThrow(
      'the address is not global',
    );
    expect(connections()).toBe(0);
  });

  it('connects to what it resolved, however the name is answered the next time (DNS rebinding)', async () => {
    const { port, connections } = await listening();
    const { addressesOf, asked } = await nameServer({ v4: [['127.0.0.1'], ['127.0.0.2']] });
    const egress = opened(new Egress({ addressesOf, allowPrivate: true }));
    const answer = await egress.get(`http://ranges.example:${String(port)}/`, {}, LIMITS);
    expect(answer.body.toString()).toBe('hello');
    expect([asked[A], connections()]).toEqual([1, 1]);
  });
});
