import { sqlMigration } from './sql-migration.js';

/**
 * What tenants and groups ask of passwords. The scope '' is the tenant itself, any other the group
 * of that name. The word list stays apart, so that ten thousand words are read when they have
 * changed and not with every request.
 */
export const Policies = sqlMigration(
  'Policies1763800000006',
  `
  CREATE TABLE tenancy.policy (
    tenant   text COLLATE "C" NOT NULL REFERENCES tenancy.tenant ON DELETE CASCADE,
    scope    text COLLATE "C" NOT NULL CHECK (length(scope) <= 128),
    version  integer NOT NULL DEFAULT 1,
    document jsonb NOT NULL,
    PRIMARY KEY (tenant, scope)
  );

  CREATE TABLE tenancy.word_list (
    tenant  text COLLATE "C" PRIMARY KEY REFERENCES tenancy.tenant ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    words   text[] NOT NULL
  );

  INSERT INTO tenancy.policy (tenant, scope, document)
    SELECT s.tenant, '',
           jsonb_build_object('format', 1, 'preset', s.policy_preset, 'rules', '{}'::jsonb)
    FROM tenancy.settings s;
  ALTER TABLE tenancy.settings DROP COLUMN policy_preset;
  `,
);
