CREATE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		IF num_nulls(NEW.seal_number, NEW.previous_hash, NEW.hash) = 3 THEN
			RETURN NEW;
		END IF;
	ELSIF TG_OP = 'UPDATE' THEN
		-- The one change allowed: an entry without a seal gets one, and nothing else about it changes.
		IF OLD.seal_number IS NULL AND NEW.seal_number IS NOT NULL
			AND ROW(NEW.id, NEW.at, NEW.kind, NEW.actor, NEW.subject)
				IS NOT DISTINCT FROM ROW(OLD.id, OLD.at, OLD.kind, OLD.actor, OLD.subject) THEN
			RETURN NEW;
		END IF;
	END IF;
	RAISE EXCEPTION 'the audit log is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_append_only BEFORE INSERT OR UPDATE OR DELETE ON audit_entries
	FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only();
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries
	FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only();
