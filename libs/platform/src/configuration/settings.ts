import * as read from './readers.js';
import { optional, required, standing } from './setting.js';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const logLevel = standing(
  'LATCHKEY_LOG_LEVEL',
  read.oneOf(LOG_LEVELS),
  'info',
  `the least severe log line that is written: ${LOG_LEVELS.join(', ')}`,
);

const hashing = {
  hashMemoryMib: optional(
    'LATCHKEY_HASH_MEMORY_MIB',
    read.wholeNumber(19, 1_048_576),
    'the memory that hashing may use at the same time, in MiB; bounds the number of workers and what imported hashes may ask for; without it 512',
  ),
  hashWorkers: optional(
    'LATCHKEY_HASH_WORKERS',
    read.wholeNumber(1, 1024),
    'how many threads hash; without it one for each core that the process may use (the quota of its container counts), as far as the memory allows',
  ),
  hashDeadlineMs: standing(
    'LATCHKEY_HASH_DEADLINE_MS',
    read.wholeNumber(100, 60_000),
    '5000',
    'how long a request waits for its turn to hash before it is answered 503, in milliseconds',
  ),
};

const breaches = {
  breachCorpus: optional(
    'LATCHKEY_BREACH_CORPUS',
    read.text,
    'the path of a corpus file of breached passwords, besides the built-in list; a new file that is renamed onto it is used within a second',
  ),
  breachRangeUrl: optional(
    'LATCHKEY_BREACH_RANGE_URL',
    read.baseUrl,
    'a server of the HIBP range protocol, like https://api.pwnedpasswords.com/range/, asked for tenants whose policy allows it; private addresses are allowed',
  ),
  breachRangePrivate: standing(
    'LATCHKEY_BREACH_RANGE_PRIVATE',
    read.yesOrNo,
    'no',
    'whether range servers that tenants name may have http: and addresses that are not global: yes or no',
  ),
  breachCorpusMaxAgeDays: standing(
    'LATCHKEY_BREACH_CORPUS_MAX_AGE_DAYS',
    read.wholeNumber(1, 3650),
    '35',
    'how many days after its source was taken a corpus file raises an alarm',
  ),
  breachRangeSparse: standing(
    'LATCHKEY_BREACH_RANGE_SPARSE',
    read.yesOrNo,
    'no',
    'whether that server holds some ranges only, so that an empty range is the truth: yes or no',
  ),
};

const pool = standing(
  'LATCHKEY_DATABASE_POOL',
  read.wholeNumber(1, 500),
  '10',
  'the most connections to the database that one process holds',
);

const defaultTenant = optional(
  'LATCHKEY_DEFAULT_TENANT',
  read.tenant,
  'the tenant of a request without token that names none, on a host of no tenant',
);

const trustedProxies = standing(
  'LATCHKEY_TRUSTED_PROXIES',
  read.wholeNumber(0, 10),
  '0',
  'how many proxies in front of the service add to X-Forwarded-For; with one or more, plain HTTP is refused',
);

const service = <Issuers>(
  ports: { readonly open: string; readonly internal: string },
  parseIssuers: (document: unknown) => Issuers,
) => ({
  port: standing('PORT', read.port, ports.open, 'the port of the published interfaces'),
  internalPort: standing(
    'LATCHKEY_INTERNAL_PORT',
    read.port,
    ports.internal,
    'the port of the internal routes, /metrics and /range; not for the internet',
  ),
  host: standing('LATCHKEY_HOST', read.text, '0.0.0.0', 'the address to listen on'),
  databaseUrl: required(
    'DATABASE_URL',
    read.postgresUrl,
    "postgres:// URL with this service's own role",
  ),
  databasePool: pool,
  issuers: required(
    'LATCHKEY_ISSUERS',
    read.json(parseIssuers),
    'the issuers whose tokens are accepted: JSON, or the path of a JSON file',
  ),
  publicUrl: optional(
    'LATCHKEY_PUBLIC_URL',
    read.publicUrl,
    'where the service is reached, for links and for the `type` of problem details',
  ),
  trustedProxies,
  defaultTenant,
  acceptCommitLoss: standing(
    'LATCHKEY_ACCEPT_COMMIT_LOSS',
    read.yesOrNo,
    'no',
    'whether it is accepted that a fail-over loses what no synchronous standby has confirmed; silences the warning at the start: yes or no',
  ),
  redisUrl: optional(
    'REDIS_URL',
    read.redisUrl,
    'where replicas count requests together; without it they are counted in PostgreSQL',
  ),
  logLevel,
});

const screens = {
  ui: standing(
    'LATCHKEY_UI',
    read.oneOf(['on', 'off']),
    'off',
    'whether this process serves the reset pages, the admin console and the component for profile pages: on or off',
  ),
  changePasswordUrl: optional(
    'LATCHKEY_CHANGE_PASSWORD_URL',
    read.publicUrl,
    'the page on which people change their password, for /.well-known/change-password; without it the reset page',
  ),
};

const rehashesPerSecond = standing(
  'LATCHKEY_REHASHES_PER_SECOND',
  read.wholeNumber(0, 100_000),
  '10',
  'how many imported or older hashes each process writes anew in a second, at logins; none while others wait to hash',
);

const legacyVerifiers = optional(
  'LATCHKEY_LEGACY_VERIFIERS',
  read.legacyVerifiers,
  'by tenant, who is asked for passwords of people that have none here yet, during a migration: JSON, or the path of a JSON file',
);

/** What password-srv reads. */
export const passwordSrv = <Issuers, HashCost>(
  parseIssuers: (document: unknown) => Issuers,
  checkHashCost: (given: read.WorkParameters) => HashCost,
) => ({
  ...service({ open: '3001', internal: '3101' }, parseIssuers),
  ...hashing,
  hashCost: optional(
    'LATCHKEY_HASH_COST',
    read.workParameters(checkHashCost),
    "the work of one Argon2id hash, like m=19456,t=2,p=1, which is the default; never below OWASP's floor; `pwctl hash calibrate` proposes it",
  ),
  rehashesPerSecond,
  legacyVerifiers,
  ...breaches,
  rangeNetworks: optional(
    'LATCHKEY_RANGE_NETWORKS',
    read.networks,
    'networks whose programs may read /range without a token, like 10.1.0.0/16, separated by commas',
  ),
  relayDatabaseUrl: optional(
    'LATCHKEY_RELAY_DATABASE_URL',
    read.postgresUrl,
    'postgres:// URL with the role of the journal relay; without it this process sends no notices',
  ),
  pepperKeys: required(
    'LATCHKEY_PEPPER_KEYS_FILE',
    read.secretFile,
    'the path of the key ring that seals password hashes',
  ),
  ticketKeys: optional(
    'LATCHKEY_TICKET_KEYS_FILE',
    read.secretFile,
    'the path of the key ring that signs change tickets, in the format of the other; without it no tenant has mfa-v1',
  ),
  ...screens,
  smtpUrl: optional('LATCHKEY_SMTP_URL', read.smtpUrl, 'the server that takes our mail'),
  mailFrom: optional('LATCHKEY_MAIL_FROM', read.mailbox, 'the sender of our mail'),
  smsUrl: optional(
    'LATCHKEY_SMS_URL',
    read.httpsUrl,
    'the gateway that takes our text messages; without it nobody is reached by telephone',
  ),
  smsToken: optional(
    'LATCHKEY_SMS_TOKEN',
    read.bearerSecret,
    'the bearer token that the gateway knows us by',
  ),
});

/** What verification-srv reads. */
export const verificationSrv = <Issuers>(parseIssuers: (document: unknown) => Issuers) => ({
  ...service({ open: '3002', internal: '3102' }, parseIssuers),
  defaultTenant,
});

/** What quickstart reads. */
export const quickstart = {
  port: standing('PORT', read.port, '3000', 'the one port of both services'),
  host: standing('LATCHKEY_HOST', read.loopback, '127.0.0.1', 'the loopback address to listen on'),
  dataDir: standing(
    'LATCHKEY_DATA_DIR',
    read.text,
    '.data',
    'the folder of the embedded database, the generated keys and the demo mailbox',
  ),
  databasePool: pool,
  defaultTenant: standing('LATCHKEY_DEFAULT_TENANT', read.tenant, 'demo', defaultTenant.meaning),
  ...hashing,
  ...breaches,
  logLevel,
};

/** What the command line reads. */
export const pwctl = {
  migrationUrl: required(
    'LATCHKEY_MIGRATION_URL',
    read.postgresUrl,
    'postgres:// URL with a role that may create schemas and roles',
  ),
  pepperKeys: optional(
    'LATCHKEY_PEPPER_KEYS_FILE',
    read.secretFile,
    'the path of the key ring, for `pwctl pepper` and `pwctl import`',
  ),
  hashMemoryMib: optional(
    'LATCHKEY_HASH_MEMORY_MIB',
    read.wholeNumber(19, 1_048_576),
    'as the services have it, for `pwctl import`: hashes that would not fit are refused; without it 512',
  ),
  logLevel,
};
