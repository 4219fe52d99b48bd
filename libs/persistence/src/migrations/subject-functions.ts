/** Runs as the owner, who logs in nowhere; no caller's objects stand in its way. */
export const DEFINER = `LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp`;

/** What was there before a proof: taken over by whoever is proven now, or gone. */
export const SETTLE = `
  CREATE FUNCTION directory.settle_quarantine(of_tenant text, of_subject text, decision text,
      told jsonb) RETURNS boolean ${DEFINER}
    AS $body$
    DECLARE
      settled boolean;
    BEGIN
      PERFORM FROM directory.subject s
      WHERE s.tenant = of_tenant AND s.subject = of_subject AND s.status = 'active'
      FOR NO KEY UPDATE;
      IF NOT FOUND THEN RETURN false; END IF;
      IF decision = 'keep' THEN
        UPDATE credentials.password p SET quarantined_at = NULL, version = p.version + 1
        WHERE p.tenant = of_tenant AND p.subject = of_subject AND p.quarantined_at IS NOT NULL;
        settled := FOUND;
        UPDATE verification.medium m SET quarantined_at = NULL
        WHERE m.tenant = of_tenant AND m.subject = of_subject AND m.quarantined_at IS NOT NULL;
        settled := settled OR FOUND;
      ELSE
        DELETE FROM credentials.password p
        WHERE p.tenant = of_tenant AND p.subject = of_subject AND p.quarantined_at IS NOT NULL;
        settled := FOUND;
        IF settled THEN
          DELETE FROM credentials.history h
          WHERE h.tenant = of_tenant AND h.subject = of_subject;
          DELETE FROM credentials.attempts a
          WHERE a.tenant = of_tenant AND a.subject = of_subject;
        END IF;
        DELETE FROM verification.medium m
        WHERE m.tenant = of_tenant AND m.subject = of_subject AND m.quarantined_at IS NOT NULL;
        settled := settled OR FOUND;
      END IF;
      IF NOT settled THEN RETURN false; END IF;
      UPDATE directory.subject s SET factors_version = s.factors_version + 1
      WHERE s.tenant = of_tenant AND s.subject = of_subject;
      PERFORM journal.append(of_tenant, of_subject,
        CASE decision WHEN 'keep' THEN 'quarantine_kept' ELSE 'quarantine_discarded' END, told);
      RETURN true;
    END $body$;`;

/**
 * Whatever is a row of the person's goes with directory.subject. Their events stay, as what happened
 * to an opaque id; their addresses do not.
 */
export const ERASE = `
  CREATE FUNCTION directory.erase_subject(of_tenant text, of_subject text, told jsonb)
    RETURNS boolean ${DEFINER}
    AS $body$
    BEGIN
      PERFORM FROM directory.subject s
      WHERE s.tenant = of_tenant AND s.subject = of_subject FOR UPDATE;
      IF NOT FOUND THEN RETURN false; END IF;
      DELETE FROM credentials.reset_request r
      WHERE r.tenant = of_tenant AND r.subject IS NULL
        AND (r.asked_value = of_subject OR EXISTS (
          SELECT FROM directory.identifier i
          WHERE i.tenant = of_tenant AND i.subject = of_subject
            AND r.asked_value IN (i.value, i.lookup)));
      DELETE FROM credentials.reset_allowance a
      WHERE a.tenant = of_tenant AND a.whom = of_subject;
      DELETE FROM journal.delivery d WHERE d.tenant = of_tenant AND d.subject = of_subject;
      DELETE FROM directory.subject s WHERE s.tenant = of_tenant AND s.subject = of_subject;
      UPDATE journal.event e SET data = e.data - 'ip'
      WHERE e.tenant = of_tenant AND e.subject = of_subject AND e.data ? 'ip';
      PERFORM journal.append(of_tenant, of_subject, 'subject_erased', told);
      RETURN true;
    END $body$;`;

/** RFC 3339, as everywhere on the wire. */
const utc = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Everything that is known of one person; no hash and nothing that proves anything. */
export const EXPORT = `
  CREATE FUNCTION directory.export_subject(of_tenant text, of_subject text)
    RETURNS jsonb STABLE ${DEFINER}
    AS $body$
    BEGIN
      RETURN (SELECT jsonb_build_object(
        'subject', s.subject, 'status', s.status, 'managed_by', s.managed_by, 'names', s.names,
        'groups', s.groups, 'version', s.directory_version,
        'sessions', jsonb_build_object('epoch', s.epoch, 'cutoff_at', ${utc('s.cutoff_at')}),
        'identifiers', (SELECT coalesce(jsonb_agg(jsonb_build_object('type', i.type,
            'value', i.value, 'verified_at', ${utc('i.verified_at')}) ORDER BY i.type, i.lookup), '[]')
          FROM directory.identifier i WHERE i.tenant = of_tenant AND i.subject = of_subject),
        'links', (SELECT coalesce(jsonb_agg(jsonb_build_object('iss', l.iss, 'sub', l.sub)
            ORDER BY l.iss, l.sub), '[]')
          FROM directory.subject_link l WHERE l.tenant = of_tenant AND l.subject = of_subject),
        'mediums', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'type', m.type,
            'name', m.name, 'verified_at', ${utc('m.verified_at')}, 'enrolled_at', ${utc('m.enrolled_at')},
            'quarantined_at', ${utc('m.quarantined_at')}) ORDER BY m.enrolled_at, m.id), '[]')
          FROM verification.medium m WHERE m.tenant = of_tenant AND m.subject = of_subject),
        'replaced_contacts', (SELECT coalesce(jsonb_agg(jsonb_build_object('type', c.type,
            'address', c.address, 'replaced_at', ${utc('c.replaced_at')}) ORDER BY c.replaced_at), '[]')
          FROM verification.replaced_contact c
          WHERE c.tenant = of_tenant AND c.subject = of_subject),
        'password', (SELECT jsonb_build_object('changed_at', ${utc('p.changed_at')},
            'must_change', p.must_change_reason, 'breach', p.breach_state,
            'quarantined_at', ${utc('p.quarantined_at')})
          FROM credentials.password p WHERE p.tenant = of_tenant AND p.subject = of_subject),
        'remembered_passwords', (SELECT coalesce(jsonb_agg(${utc('h.entered_at')} ORDER BY h.entered_at), '[]')
          FROM credentials.history h WHERE h.tenant = of_tenant AND h.subject = of_subject),
        'attempts', (SELECT coalesce(jsonb_agg(jsonb_build_object('class', a.class,
            'failures', a.failures, 'wait_until', ${utc('a.wait_until')}) ORDER BY a.class), '[]')
          FROM credentials.attempts a WHERE a.tenant = of_tenant AND a.subject = of_subject),
        'exemptions', (SELECT coalesce(jsonb_agg(jsonb_build_object('rule', x.rule,
            'owner', x.owner, 'reason', x.reason, 'until', ${utc('x.until_at')}) ORDER BY x.rule), '[]')
          FROM credentials.exemption x WHERE x.tenant = of_tenant AND x.subject = of_subject),
        'events', (SELECT coalesce(jsonb_agg(jsonb_build_object('type', e.type,
            'at', ${utc('e.occurred_at')}, 'data', e.data) ORDER BY e.subject_seq), '[]')
          FROM (SELECT * FROM journal.event v
                WHERE v.tenant = of_tenant AND v.subject = of_subject
                ORDER BY v.subject_seq DESC LIMIT 10000) e),
        'notices', (SELECT coalesce(jsonb_agg(jsonb_build_object('channel', d.channel,
            'address', d.address, 'state', d.state) ORDER BY d.subject_seq, d.address), '[]')
          FROM (SELECT * FROM journal.delivery v
                WHERE v.tenant = of_tenant AND v.subject = of_subject
                ORDER BY v.subject_seq DESC LIMIT 10000) d)
      ) FROM directory.subject s WHERE s.tenant = of_tenant AND s.subject = of_subject);
    END $body$;`;
