import { statement } from '../statement.js';

export const PUT_TENANT = statement(
  'directory_put_tenant',
  `WITH put AS (
     INSERT INTO tenancy.tenant AS t (id, name, brand, region) VALUES ($1, $2, $3, $4)
     ON CONFLICT (id) DO UPDATE SET name = $2, brand = $3, region = $4 RETURNING t.id
   ), settled AS (
     INSERT INTO tenancy.settings AS s (tenant, methods, second_factor)
     SELECT p.id, $5, $6 FROM put p
     ON CONFLICT (tenant) DO UPDATE SET version = s.version + 1, methods = $5, second_factor = $6
   )
   INSERT INTO tenancy.policy AS d (tenant, scope, document)
   SELECT p.id, '', jsonb_build_object('format', 1, 'preset', $7::text, 'rules', '{}'::jsonb)
   FROM put p
   ON CONFLICT (tenant, scope) DO UPDATE SET version = d.version + 1,
     document = jsonb_set(d.document, '{preset}', to_jsonb($7::text))`,
);

export const PUT_SUBJECT = statement(
  'directory_put_subject',
  `INSERT INTO directory.subject AS s (tenant, subject, status, managed_by, names, groups)
   VALUES ($1, $2, $3, $4, $5::jsonb, $6)
   ON CONFLICT (tenant, subject) DO UPDATE
     SET status = $3, managed_by = $4, names = $5::jsonb, groups = $6`,
);

/** What somebody else has, too, stays theirs; then nobody is found by it. */
export const PUT_IDENTIFIER = statement(
  'directory_put_identifier',
  `INSERT INTO directory.identifier AS i (tenant, subject, type, lookup, value, verified_at)
   VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (tenant, type, lookup, subject) DO UPDATE SET value = $5, verified_at = $6`,
);

/** A link of somebody else is not taken away from them: the caller is told. */
export const PUT_LINK = statement(
  'directory_put_link',
  `INSERT INTO directory.subject_link AS l (tenant, subject, iss, sub) VALUES ($1, $2, $3, $4)
   ON CONFLICT (tenant, iss, sub) DO UPDATE SET subject = $2
     WHERE l.tenant = $1 AND l.subject = $2
   RETURNING l.subject`,
);

export const PUT_MEDIUM = statement(
  'directory_put_medium',
  `INSERT INTO verification.medium AS m (tenant, subject, id, type, name, verified_at, enrolled_at)
   VALUES ($1, $2, $3, $4, $5, $6, coalesce($7, clock_timestamp()))
   ON CONFLICT (tenant, subject, id) DO UPDATE SET type = $4, name = $5, verified_at = $6`,
);

export const PUT_ADMIN = statement(
  'directory_put_admin',
  `INSERT INTO tenancy.admin AS m (tenant, subject) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
);

export const PUT_SERVICE_CLIENT = statement(
  'directory_put_service_client',
  `INSERT INTO tenancy.service_client AS c (issuer, client, tenants, scopes)
   VALUES ($1, $2, $3, $4)
   ON CONFLICT (issuer, client) DO UPDATE SET tenants = $3, scopes = $4`,
  'services are known across tenants; the row itself says which tenants they may name',
);

export const PUT_CLIENTS = statement(
  'directory_put_clients',
  `INSERT INTO tenancy.registered_clients AS c (tenant, origins, pages, mfa_v1)
   VALUES ($1, $2, $3::jsonb, $4)
   ON CONFLICT (tenant) DO UPDATE
     SET version = c.version + 1, origins = $2, pages = $3::jsonb, mfa_v1 = $4`,
);
