import { sqlMigration } from './sql-migration.js';

/**
 * Both services count what a network tries that has proven nothing, in one count: whoever is refused
 * at one door does not begin anew at the other. The table stays the password service's own.
 */
export const UnprovenRequests = sqlMigration(
  'UnprovenRequests1763800000019',
  `
  -- A minute begins with a network's first request. Whoever is refused makes it no longer. Takes two
  -- old rows away for each that comes, so that the table does not grow.
  CREATE FUNCTION credentials.spend_address(of_network text, most integer) RETURNS integer
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
      RETURNING CASE WHEN a.counted > most
        THEN greatest(1, ceil(extract(epoch FROM a.ends_at - clock_timestamp()))) ELSE 0
      END::integer
    $body$;
  REVOKE ALL ON FUNCTION credentials.spend_address(text, integer) FROM PUBLIC;
  `,
);
