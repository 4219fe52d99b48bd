/** A relay in a process of its own, built, so that it can be killed: `node … <database> <smtp>`. */
import { SmtpMailer, startRelay } from '#libs/events';
import { DeliverNotices } from '#libs/notifications';
import { connect, TypeormDeliveries } from '#libs/persistence';

const [, , databaseUrl, smtpUrl] = process.argv;
const database = await connect({ url: databaseUrl, applicationName: 'relay-to-be-killed' });
startRelay({
  deliverNotices: new DeliverNotices(
    new TypeormDeliveries(database),
    new SmtpMailer({ url: smtpUrl, from: 'no-reply@latchkey.example' }),
  ),
  bossUrl: databaseUrl,
  log: console,
});
// The relay's timers let a process end; this one waits to be killed.
setInterval(() => undefined, 60_000);
