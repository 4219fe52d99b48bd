import type { Roles } from './roles.js';
import { MIGRATION_TABLE, SCHEMAS } from './index.js';

const FACTS = 'tenant, subject, status, epoch, cutoff_at, kept_session, factors_version';
const LOCK_ROW = 'epoch, cutoff_at, kept_session, factors_version';
const BREACH = 'breach_state, breach_corpus, breach_corpus_date, breach_checked_at';
const CREDENTIAL =
  'version, scheme, policy_version, must_change, must_change_reason, last_change_id, changed_at, quarantined_at, tightened_at, reminded_of, recent_changes, counted_from';
/** By which key a row is sealed; never the envelope itself. */
const KEY = 'key_id';
const POLICY = 'version, document, shadow, shadow_version, shadow_since';

/** What both services do: judge sessions, end them, append to the journal. */
const service = (role: string): string => `
  GRANT USAGE ON SCHEMA tenancy, directory, credentials, verification, journal TO ${role};
  GRANT SELECT (only_row, kind, session_key) ON tenancy.installation TO ${role};
  GRANT SELECT ON tenancy.tenant, tenancy.settings, tenancy.service_client,
    tenancy.registered_clients, tenancy.host TO ${role};
  GRANT SELECT (${FACTS}), UPDATE (${LOCK_ROW}) ON directory.subject TO ${role};
  GRANT SELECT ON directory.subject_link TO ${role};
  GRANT SELECT (managed_by, groups) ON directory.subject TO ${role};
  GRANT SELECT ON tenancy.policy, tenancy.admin, credentials.password_presence,
    credentials.change_requirement, credentials.exemption TO ${role};
  GRANT SELECT, INSERT, UPDATE (last_seq) ON journal.stream TO ${role};
  GRANT INSERT ON journal.event, journal.arrival TO ${role};
  GRANT EXECUTE ON FUNCTION credentials.count_address(text, integer) TO ${role};`;

const password = (role: string): string => `
  GRANT SELECT (names) ON directory.subject TO ${role};
  GRANT SELECT (tenant, subject, type, lookup, value) ON directory.identifier TO ${role};
  GRANT UPDATE (policies_version, exemptions_version) ON tenancy.tenant TO ${role};
  GRANT INSERT (tenant, scope, ${POLICY}), UPDATE (${POLICY}) ON tenancy.policy TO ${role};
  GRANT SELECT, INSERT, DELETE, UPDATE (passwords) ON credentials.shadow_count TO ${role};
  GRANT INSERT, UPDATE (required_at) ON credentials.change_requirement TO ${role};
  GRANT INSERT, DELETE, UPDATE (owner, reason, until_at) ON credentials.exemption TO ${role};
  GRANT SELECT, INSERT, UPDATE (began_at, requests) ON credentials.request_count TO ${role};
  GRANT SELECT, INSERT (tenant, words, packed), UPDATE (version, words, packed)
    ON tenancy.word_list TO ${role};
  GRANT SELECT, INSERT (tenant, url, sparse), UPDATE (version, url, sparse)
    ON tenancy.range_server TO ${role};
  GRANT INSERT (tenant, origins, pages, mfa_v1), UPDATE (version, origins, pages, mfa_v1)
    ON tenancy.registered_clients TO ${role};
  GRANT SELECT (tenant, subject, ${CREDENTIAL}, ${BREACH}, ${KEY}), INSERT,
    UPDATE (envelope, ${CREDENTIAL}, ${BREACH})
    ON credentials.password TO ${role};
  GRANT SELECT (tenant, subject, entry_id, generation, entered_at, ${KEY}), INSERT, DELETE,
    UPDATE (generation, envelope) ON credentials.history TO ${role};
  GRANT DELETE ON credentials.password TO ${role};
  GRANT EXECUTE ON FUNCTION credentials.sealed_password(text, text),
    credentials.sealed_history(text, text), directory.put_subject(text, text, jsonb, jsonb),
    directory.settle_quarantine(text, text, text, jsonb),
    directory.erase_subject(text, text, jsonb), directory.export_subject(text, text) TO ${role};
  GRANT SELECT, INSERT, UPDATE, DELETE ON credentials.attempts, credentials.shadow_attempts,
    journal.idempotency TO ${role};
  GRANT SELECT (tenant, subject, type, verified_at, quarantined_at) ON verification.medium TO ${role};
  GRANT SELECT, INSERT, UPDATE, DELETE ON credentials.reset_request, credentials.reset_allowance
    TO ${role};
  GRANT SELECT ON verification.verified_contact, journal.event, journal.arrival TO ${role};
  GRANT SELECT (tenant, subject, subject_seq, id, channel, state, attempts, due_at)
    ON journal.delivery TO ${role};`;

const verification = (role: string): string => `
  GRANT UPDATE (version, methods, second_factor) ON tenancy.settings TO ${role};
  GRANT SELECT, INSERT, UPDATE, DELETE ON verification.medium TO ${role};
  GRANT SELECT ON verification.verified_contact TO ${role};
  GRANT SELECT (tenant, subject, type, lookup) ON directory.identifier TO ${role};
  GRANT SELECT, INSERT, DELETE ON verification.login_request TO ${role};`;

/** UPDATE (arrived_at) is what PostgreSQL asks for SELECT … FOR UPDATE; nothing writes the column. */
const relay = (role: string): string => `
  GRANT USAGE ON SCHEMA tenancy, verification, journal TO ${role};
  GRANT SELECT (only_row, kind) ON tenancy.installation TO ${role};
  GRANT SELECT (id, name) ON tenancy.tenant TO ${role};
  GRANT SELECT ON verification.verified_contact, verification.reset_contact, journal.event
    TO ${role};
  GRANT SELECT, DELETE, UPDATE (arrived_at) ON journal.arrival TO ${role};
  GRANT SELECT, INSERT, UPDATE ON journal.delivery TO ${role};`;

/**
 * Everything that anybody may do, taken away and given anew, so that after every migration this page
 * is the whole truth. Names in `roles` are quoted already.
 */
export function grants(roles: Roles): string {
  const all = [roles.password, roles.verification, roles.relay].join(', ');
  const schemas = SCHEMAS.join(', ');
  const { schema, name } = MIGRATION_TABLE;
  return `
  REVOKE ALL ON ALL TABLES IN SCHEMA ${schemas} FROM PUBLIC, ${all};
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schemas} FROM PUBLIC, ${all};
  REVOKE ALL ON SCHEMA ${schemas} FROM PUBLIC, ${all};
  ${service(roles.password)}${password(roles.password)}
  ${service(roles.verification)}${verification(roles.verification)}
  ${relay(roles.relay)}
  GRANT SELECT (name) ON ${schema}.${name} TO ${all};`;
}
