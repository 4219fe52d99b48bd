import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

import { NestFactory } from '@nestjs/core';

import { openPasswordSrv } from '#apps/password-srv';
import type { PasswordSrvSettings } from '#apps/password-srv';
import { ImportPassword, SetPassword } from '#libs/credentials';
import { connect, TypeormDirectory } from '#libs/persistence';
import type { Clock, Logger } from '#libs/platform';
import { NestLogger } from '#libs/platform';

import type { DemoDatabase } from './demo-database.js';
import { forgetArrivals, importPasswords, setFirstPasswords } from './demo/first-passwords.js';
import { registerDemo } from './demo/register-demo.js';

/** Long enough that no rule about fresh contacts applies. */
const VERIFIED_DAYS_AGO = 30;

const DAY_MS = 86_400_000;

/** Puts the demo's people into a new database. Answers whether it was new. */
export async function furnish(
  { server, owner }: DemoDatabase,
  settings: PasswordSrvSettings,
  surroundings: { readonly logger: Logger; readonly clock: Clock },
): Promise<boolean> {
  if (existsSync(server.home.furnished)) return false;
  const now = surroundings.clock.now();
  const verifiedAt = new Date(now.getTime() - VERIFIED_DAYS_AGO * DAY_MS);
  const database = await connect({
    url: owner.reveal(),
    applicationName: 'quickstart',
    poolSize: 1,
  });
  try {
    await registerDemo(new TypeormDirectory(database), verifiedAt);
    await givePasswords(settings, surroundings.logger, now);
    await forgetArrivals(database);
  } finally {
    await database.close();
  }
  // Last, so that an interrupted preparation is taken up again.
  await writeFile(server.home.furnished, '');
  return true;
}

/** Without the relay: nobody is to be told of passwords that nobody asked for. */
async function givePasswords(
  settings: PasswordSrvSettings,
  logger: Logger,
  now: Date,
): Promise<void> {
  const service = await openPasswordSrv({ ...settings, relay: undefined }, logger);
  try {
    const context = await NestFactory.createApplicationContext(service.module, {
      logger: new NestLogger(logger),
      abortOnError: false,
    });
    await setFirstPasswords(context.get(SetPassword, { strict: false }), now);
    await importPasswords(context.get(ImportPassword, { strict: false }));
    await context.close();
  } finally {
    await service.close();
  }
}
