import { sqlMigration } from './sql-migration.js';

/**
 * The same count of what a network tries, with what is left of it: who is at the limit need not be
 * counted to be refused, and answers say when it begins anew.
 */
export const CountedAddresses = sqlMigration(
  'CountedAddresses1763800000021',
  `
  CREATE FUNCTION credentials.count_address(of_network text, most integer,
      OUT counted integer, OUT seconds_left double precision)
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $body$
      WITH swept AS (
        DELETE FROM credentials.address_attempts x WHERE x.network IN (
          SELECT o.network FROM credentials.address_attempts o
          WHERE o.network <> of_network AND o.ends_at < clock_timestamp()
          ORDER BY o.ends_at LIMIT 2 FOR UPDATE SKIP LOCKED)
      )
      INSERT INTO credentials.address_attempts AS a (network, counted, ends_at)
      VALUES (of_network, 1, clock_timestamp() + interval '1 minute')
      ON CONFLICT (network) DO UPDATE SET
        counted = CASE WHEN a.ends_at <= clock_timestamp() THEN 1
                       ELSE least(a.counted, most) + 1 END,
        ends_at = CASE WHEN a.ends_at <= clock_timestamp()
                       THEN clock_timestamp() + interval '1 minute' ELSE a.ends_at END
      RETURNING a.counted, extract(epoch FROM a.ends_at - clock_timestamp())::double precision
    $body$;
  REVOKE ALL ON FUNCTION credentials.count_address(text, integer) FROM PUBLIC;
  DROP FUNCTION credentials.spend_address(text, integer);
  `,
);
