import { DEFINER } from './subject-functions.js';

/** As stores write it: rounded up, so that no token of the same millisecond slips under a cut-off. */
const NOW = `date_trunc('milliseconds', clock_timestamp() + interval '999 microseconds')`;

/** Sessions of the person end: none is kept, whoever's token it was. */
const END_SESSIONS = `UPDATE directory.subject s
      SET epoch = s.epoch + 1, cutoff_at = greatest(s.cutoff_at, ${NOW}),
          kept_session = NULL, factors_version = s.factors_version + 1
      WHERE s.tenant = of_tenant AND s.subject = of_subject;`;

/**
 * One person as their directory tells them, whole: what it does not name is gone. Two people never
 * get the same identifier here: whoever writes one holds its lock to the end of the transaction. A
 * sub that was erased begins after every token that was ever issued for it. A link with which the
 * person began proves nothing of what was there before; one that is younger than a day and comes with
 * an address that was not proven yet does (account pre-hijacking, USENIX Security 2022).
 * LIMIT keeps a look-up one probe of an index: joined, a young tenant would be read whole.
 */
export const PUT = `
  CREATE FUNCTION directory.put_subject(of_tenant text, of_subject text, person jsonb, told jsonb)
    RETURNS jsonb ${DEFINER}
    AS $body$
    DECLARE
      identifiers jsonb := person -> 'identifiers';
      links jsonb := person -> 'links';
      known directory.subject%ROWTYPE;
      fresh boolean;
      proven boolean;
      linked boolean;
      quarantine boolean;
      changed text[] := '{}';
      index int;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended(k.key, 0)) FROM (
        SELECT DISTINCT concat_ws(chr(31), of_tenant, i ->> 'type', i ->> 'lookup') AS key
        FROM jsonb_array_elements(identifiers) i
        UNION SELECT concat_ws(chr(31), of_tenant, l ->> 'iss', l ->> 'sub')
        FROM jsonb_array_elements(links) l
        ORDER BY 1) k;

      SELECT min(i.place) INTO index
      FROM jsonb_array_elements(identifiers) WITH ORDINALITY AS i (one, place)
      CROSS JOIN LATERAL (
        SELECT FROM directory.identifier d
        WHERE d.tenant = of_tenant AND d.type = i.one ->> 'type'
          AND d.lookup = i.one ->> 'lookup' AND d.subject <> of_subject LIMIT 1) taken;
      IF index IS NOT NULL THEN
        RETURN jsonb_build_object('outcome', 'identifier_taken', 'index', index - 1);
      END IF;
      SELECT min(l.place) INTO index
      FROM jsonb_array_elements(links) WITH ORDINALITY AS l (one, place)
      CROSS JOIN LATERAL (
        SELECT FROM directory.subject_link d
        WHERE d.tenant = of_tenant AND d.iss = l.one ->> 'iss'
          AND d.sub = l.one ->> 'sub' AND d.subject <> of_subject LIMIT 1) taken;
      IF index IS NOT NULL THEN
        RETURN jsonb_build_object('outcome', 'link_taken', 'index', index - 1);
      END IF;

      INSERT INTO directory.subject (tenant, subject, epoch, cutoff_at)
      SELECT of_tenant, of_subject, coalesce(max(j.last_seq) + 1, 0),
             CASE WHEN count(*) > 0 THEN ${NOW} END
      FROM journal.stream j WHERE j.tenant = of_tenant AND j.subject = of_subject
      ON CONFLICT DO NOTHING;
      fresh := FOUND;
      SELECT * INTO known FROM directory.subject s
      WHERE s.tenant = of_tenant AND s.subject = of_subject FOR NO KEY UPDATE;
      IF (person ->> 'version')::bigint < known.directory_version THEN
        RETURN jsonb_build_object('outcome', 'stale', 'version', known.directory_version);
      END IF;

      SELECT coalesce(bool_or(i ->> 'type' IN ('EMAIL', 'MOBILE') AND (i ->> 'verified')::boolean
        AND NOT EXISTS (
          SELECT FROM directory.identifier d
          WHERE d.tenant = of_tenant AND d.subject = of_subject AND d.verified_at IS NOT NULL
            AND d.type = i ->> 'type' AND d.lookup = i ->> 'lookup')), false)
      INTO proven FROM jsonb_array_elements(identifiers) i;
      SELECT coalesce(bool_or(NOT EXISTS (
          SELECT FROM directory.subject_link d
          WHERE d.tenant = of_tenant AND d.subject = of_subject AND d.iss = l ->> 'iss'
            AND d.sub = l ->> 'sub' AND d.linked_at < clock_timestamp() - interval '24 hours')), false)
      INTO linked FROM jsonb_array_elements(links) l;
      quarantine := proven AND linked AND NOT fresh;

      DELETE FROM directory.identifier d
      WHERE d.tenant = of_tenant AND d.subject = of_subject AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(identifiers) i
        WHERE i ->> 'type' = d.type AND i ->> 'lookup' = d.lookup);
      IF FOUND THEN changed := changed || 'identifiers'::text; END IF;
      INSERT INTO directory.identifier AS d (tenant, subject, type, lookup, value, verified_at)
      SELECT of_tenant, of_subject, i ->> 'type', i ->> 'lookup', i ->> 'value',
             CASE WHEN (i ->> 'verified')::boolean THEN clock_timestamp() END
      FROM jsonb_array_elements(identifiers) i
      ON CONFLICT (tenant, type, lookup, subject) DO UPDATE
        SET value = excluded.value,
            verified_at = CASE WHEN excluded.verified_at IS NOT NULL
              THEN coalesce(d.verified_at, excluded.verified_at) END
        WHERE d.value <> excluded.value
          OR (d.verified_at IS NULL) <> (excluded.verified_at IS NULL);
      IF FOUND AND NOT 'identifiers' = ANY (changed) THEN
        changed := changed || 'identifiers'::text;
      END IF;

      DELETE FROM directory.subject_link d
      WHERE d.tenant = of_tenant AND d.subject = of_subject AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(links) l
        WHERE l ->> 'iss' = d.iss AND l ->> 'sub' = d.sub);
      IF FOUND THEN changed := changed || 'links'::text; END IF;
      INSERT INTO directory.subject_link (tenant, subject, iss, sub, linked_at)
      SELECT of_tenant, of_subject, l ->> 'iss', l ->> 'sub',
             CASE WHEN fresh THEN '-infinity' ELSE clock_timestamp() END
      FROM jsonb_array_elements(links) l
      ON CONFLICT DO NOTHING;
      IF FOUND AND NOT 'links' = ANY (changed) THEN changed := changed || 'links'::text; END IF;

      UPDATE directory.subject s
      SET status = person ->> 'status', managed_by = person ->> 'managed_by',
          names = person -> 'names',
          groups = ARRAY (SELECT jsonb_array_elements_text(person -> 'groups')),
          directory_version = coalesce((person ->> 'version')::bigint, s.directory_version)
      WHERE s.tenant = of_tenant AND s.subject = of_subject;
      changed := changed || ARRAY (
        SELECT c.name FROM (VALUES
          ('status', known.status IS DISTINCT FROM person ->> 'status'),
          ('managed_by', known.managed_by IS DISTINCT FROM person ->> 'managed_by'),
          ('names', known.names IS DISTINCT FROM person -> 'names'),
          ('groups', to_jsonb(known.groups) IS DISTINCT FROM person -> 'groups')
        ) AS c (name, differs) WHERE c.differs);

      IF quarantine OR (NOT fresh AND known.status <> person ->> 'status') THEN
        ${END_SESSIONS}
      END IF;
      IF quarantine THEN
        UPDATE credentials.password p
        SET quarantined_at = clock_timestamp(), version = p.version + 1
        WHERE p.tenant = of_tenant AND p.subject = of_subject AND p.quarantined_at IS NULL;
        UPDATE verification.medium m SET quarantined_at = clock_timestamp()
        WHERE m.tenant = of_tenant AND m.subject = of_subject AND m.quarantined_at IS NULL;
        DELETE FROM credentials.reset_request r
        WHERE r.tenant = of_tenant AND r.subject = of_subject;
        DELETE FROM verification.login_request r
        WHERE r.tenant = of_tenant AND r.subject = of_subject;
        PERFORM journal.append(of_tenant, of_subject, 'subject_quarantined', told);
      END IF;
      IF fresh THEN
        PERFORM journal.append(of_tenant, of_subject, 'subject_registered', told);
      ELSIF changed <> '{}' THEN
        PERFORM journal.append(of_tenant, of_subject, 'subject_updated',
          told || jsonb_build_object('changed', changed, 'status', person ->> 'status'));
      END IF;
      RETURN jsonb_build_object('outcome', CASE WHEN fresh THEN 'created' ELSE 'updated' END,
        'quarantined', quarantine, 'changed', changed);
    END $body$;`;
