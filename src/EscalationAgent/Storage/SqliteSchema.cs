namespace EscalationAgent.Storage;

/// <summary>The tables, as the steps that lead to them. A released step is never changed; a new one is added below it.</summary>
internal static class SqliteSchema
{
    /// <summary>Marks the file as ours ("ESCA"), so that another program's database is not written into.</summary>
    public const long ApplicationId = 0x45534341;

    public static int Version => Steps.Count;

    /// <summary>From this number on texts can be erased, and nothing that was removed stays in the file.</summary>
    public const int FirstThatErases = 12;

    public static readonly IReadOnlyList<string> Steps =
    [
        """
            CREATE TABLE escalations (
                key           INTEGER PRIMARY KEY,
                tenant        TEXT NOT NULL,
                year          INTEGER NOT NULL,
                number        INTEGER NOT NULL,
                version       INTEGER NOT NULL,
                head_hash     TEXT NOT NULL,
                status        TEXT NOT NULL,
                csm           TEXT NOT NULL,
                started_at    INTEGER NOT NULL,
                last_event_at INTEGER NOT NULL,
                ended_at      INTEGER,
                next_wake     INTEGER,
                snapshot      TEXT NOT NULL,
                UNIQUE (tenant, year, number)
            );
            CREATE INDEX escalations_by_status ON escalations (tenant, status, last_event_at, year, number);
            CREATE INDEX escalations_by_csm    ON escalations (tenant, csm, status, last_event_at, year, number);
            CREATE INDEX escalations_by_end    ON escalations (tenant, ended_at, started_at);
            CREATE INDEX escalations_due       ON escalations (next_wake) WHERE next_wake IS NOT NULL;

            CREATE TABLE events (
                escalation INTEGER NOT NULL REFERENCES escalations (key),
                sequence   INTEGER NOT NULL,
                json       TEXT NOT NULL,
                hash       TEXT NOT NULL,
                PRIMARY KEY (escalation, sequence)
            ) WITHOUT ROWID;
            CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
            CREATE TRIGGER events_stay             BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;

            CREATE TABLE numbers (
                tenant TEXT NOT NULL,
                year   INTEGER NOT NULL,
                last   INTEGER NOT NULL,
                PRIMARY KEY (tenant, year)
            ) WITHOUT ROWID;

            CREATE TABLE deliveries (
                tenant   TEXT NOT NULL,
                delivery TEXT NOT NULL,
                at       INTEGER NOT NULL,
                answer   TEXT,
                PRIMARY KEY (tenant, delivery)
            ) WITHOUT ROWID;

            CREATE TABLE directory (
                tenant TEXT NOT NULL,
                kind   TEXT NOT NULL,
                key    TEXT NOT NULL,
                json   TEXT NOT NULL,
                PRIMARY KEY (tenant, kind, key)
            ) WITHOUT ROWID;

            CREATE TABLE cards (
                tenant TEXT NOT NULL,
                year   INTEGER NOT NULL,
                number INTEGER NOT NULL,
                lane   TEXT NOT NULL,
                json   TEXT NOT NULL,
                PRIMARY KEY (tenant, year, number, lane)
            ) WITHOUT ROWID;

            -- head: 1 on the oldest message of a lane that is still owed, and on nothing else; only heads can be claimed.
            -- ready_at: when it can be claimed next; while a claim lives, its end.
            CREATE TABLE owed (
                number     INTEGER PRIMARY KEY AUTOINCREMENT,
                tenant     TEXT NOT NULL,
                lane       TEXT NOT NULL,
                json       TEXT NOT NULL,
                owed_at    INTEGER NOT NULL,
                state      TEXT NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'sent', 'undeliverable')),
                head       INTEGER NOT NULL,
                ready_at   INTEGER NOT NULL,
                attempts   INTEGER NOT NULL DEFAULT 0,
                token      TEXT,
                settled_at INTEGER,
                why        TEXT
            );
            CREATE INDEX        owed_heads    ON owed (ready_at, number) WHERE head = 1;
            CREATE INDEX        owed_in_lane  ON owed (tenant, lane, number) WHERE state = 'owed';
            CREATE UNIQUE INDEX owed_one_head ON owed (tenant, lane) WHERE head = 1;
            """,
        """
            -- 0 for S1 to 3 for S4: of what is due together, the most severe is woken first.
            ALTER TABLE escalations ADD COLUMN urgency INTEGER NOT NULL DEFAULT 3;
            -- The customer's name in small letters, once it has been routed.
            ALTER TABLE escalations ADD COLUMN account TEXT;
            ALTER TABLE escalations ADD COLUMN routed_at INTEGER;
            CREATE INDEX escalations_by_account ON escalations (tenant, account, routed_at) WHERE account IS NOT NULL;
            DROP INDEX escalations_due;
            CREATE INDEX escalations_due ON escalations (urgency, next_wake) WHERE next_wake IS NOT NULL;
            """,
        """
            -- 0 for messages, which is all that was owed so far; 1 for work. Each is claimed without a look at the other.
            ALTER TABLE owed ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
            DROP INDEX owed_heads;
            CREATE INDEX owed_heads ON owed (kind, ready_at, number) WHERE head = 1;

            CREATE TABLE model_use (
                tenant TEXT NOT NULL,
                day    TEXT NOT NULL,
                person TEXT NOT NULL,
                calls  INTEGER NOT NULL,
                tokens INTEGER NOT NULL,
                PRIMARY KEY (tenant, day, person)
            ) WITHOUT ROWID;
            """,
        """
            -- What has not ended, the most severe first: a relinked team's cards are moved in this order, page by page.
            CREATE INDEX escalations_open ON escalations (tenant, urgency, year, number) WHERE ended_at IS NULL;
            """,
        """
            -- Who was linked to what, and who was named administrator, by whom and when.
            CREATE TABLE directory_changes (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                tenant TEXT NOT NULL,
                json   TEXT NOT NULL
            );
            CREATE INDEX directory_changes_of_tenant ON directory_changes (tenant, number);
            CREATE TRIGGER directory_changes_stay_as_they_are BEFORE UPDATE ON directory_changes BEGIN SELECT RAISE(ABORT, 'what was changed is never rewritten'); END;
            CREATE TRIGGER directory_changes_stay             BEFORE DELETE ON directory_changes BEGIN SELECT RAISE(ABORT, 'what was changed is never removed'); END;
            """,
        """
            -- rank: 0 goes first (S1, and what somebody waits for), then 1 (S2), then 2.
            ALTER TABLE owed ADD COLUMN rank INTEGER NOT NULL DEFAULT 2;
            -- The escalation that it concerns.
            ALTER TABLE owed ADD COLUMN about TEXT;
            -- Not empty: after a failure of its own it waits beside its lane, with all that concerns the same escalation there.
            ALTER TABLE owed ADD COLUMN aside TEXT NOT NULL DEFAULT '';
            -- It may be said with others in one list.
            ALTER TABLE owed ADD COLUMN listable INTEGER NOT NULL DEFAULT 0;
            -- From when the wait until ready_at counts. It is never later than now, but when the clock was set back.
            ALTER TABLE owed ADD COLUMN waits_from INTEGER NOT NULL DEFAULT 0;
            UPDATE owed SET waits_from = min(owed_at, ready_at) WHERE state = 'owed';
            UPDATE owed SET about = printf('ESC-%04d-%04d', coalesce(json_extract(json, '$.what.id.year'), json_extract(json, '$.to.id.year')), coalesce(json_extract(json, '$.what.id.number'), json_extract(json, '$.to.id.number')))
                WHERE state = 'owed' AND coalesce(json_extract(json, '$.what.id.year'), json_extract(json, '$.to.id.year')) IS NOT NULL;
            DROP INDEX owed_heads;
            DROP INDEX owed_in_lane;
            DROP INDEX owed_one_head;
            -- head: 1 on the first of a lane by rank and number, and of each escalation's messages that wait beside it.
            CREATE INDEX        owed_heads    ON owed (kind, rank, ready_at, number) WHERE head = 1;
            CREATE INDEX        owed_set_back ON owed (waits_from) WHERE head = 1;
            CREATE INDEX        owed_in_lane  ON owed (tenant, lane, aside, rank, number) WHERE state = 'owed';
            CREATE INDEX        owed_about    ON owed (tenant, lane, about, number) WHERE state = 'owed' AND about IS NOT NULL;
            CREATE UNIQUE INDEX owed_one_head ON owed (tenant, lane, aside) WHERE head = 1;
            """,
        """
            -- What reports read, beside the record that it follows from. A state is so from valid_from until before valid_to.
            CREATE TABLE report_states (
                escalation     INTEGER NOT NULL REFERENCES escalations (key),
                sequence       INTEGER NOT NULL,
                tenant         TEXT NOT NULL,
                year           INTEGER NOT NULL,
                number         INTEGER NOT NULL,
                valid_from     INTEGER NOT NULL,
                valid_to       INTEGER,
                span           INTEGER,
                status         TEXT NOT NULL,
                category       TEXT,
                severity       INTEGER NOT NULL,
                routed_at      INTEGER NOT NULL,
                account        TEXT,
                owner          TEXT,
                arr_at_risk    TEXT,
                sentiment      TEXT,
                csm_update_due INTEGER,
                last_moved     INTEGER,
                PRIMARY KEY (escalation, sequence)
            ) WITHOUT ROWID;
            -- Of those that still are: counted without sorting, and listed in order.
            CREATE INDEX report_states_counts ON report_states (tenant, status, category, valid_from) WHERE valid_to IS NULL;
            CREATE INDEX report_states_listed ON report_states (tenant, severity, routed_at, year, number, valid_from) WHERE valid_to IS NULL;
            -- span: how long it lasted, as a class; see SqliteReports.
            CREATE INDEX report_states_past   ON report_states (tenant, span, valid_to, valid_from, severity, routed_at, year, number, status, category) WHERE valid_to IS NOT NULL;

            -- kind: 0 routed for the first time, 1 acknowledged, 2 resolved. took: ticks.
            CREATE TABLE report_milestones (
                escalation INTEGER NOT NULL REFERENCES escalations (key),
                kind       INTEGER NOT NULL,
                sequence   INTEGER NOT NULL,
                tenant     TEXT NOT NULL,
                at         INTEGER NOT NULL,
                valid_from INTEGER NOT NULL,
                valid_to   INTEGER,
                took       INTEGER NOT NULL,
                category   TEXT,
                PRIMARY KEY (escalation, kind, sequence)
            ) WITHOUT ROWID;
            CREATE INDEX report_milestones_by_week ON report_milestones (tenant, kind, at, valid_from, valid_to, took, category);

            -- Up to which event each escalation is in the tables above, and the state and the resolution that still are so.
            CREATE TABLE report_folds (
                escalation    INTEGER PRIMARY KEY REFERENCES escalations (key),
                version       INTEGER NOT NULL,
                seen_at       INTEGER NOT NULL,
                waiting_since INTEGER,
                was_routed    INTEGER NOT NULL,
                state         INTEGER,
                resolution    INTEGER
            );

            -- What was stored before these tables were made is read into them by and by, in the order of its keys.
            CREATE TABLE report_filling (filled INTEGER NOT NULL, last INTEGER NOT NULL);
            INSERT INTO report_filling SELECT 0, coalesce(max(key), 0) FROM escalations;
            """,
        """
            -- doubts: attempts that may have delivered it; misses: attempts that did not find its place.
            ALTER TABLE owed ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE owed ADD COLUMN misses INTEGER NOT NULL DEFAULT 0;
            """,
        """
            -- From here on a snapshot begins with the number of its shape, which earlier programs cannot read: they refuse this file.
            """,
        """
            -- Further kinds of milestones: 3 handled directly, 4 combined, 5 more than it had to be, 6 less, 7 routed late. They count once
            -- for an escalation: which of them have been is in here, one bit a kind. They are counted from here on.
            ALTER TABLE report_folds ADD COLUMN counted_once INTEGER NOT NULL DEFAULT 0;
            """,
        """
            -- Editions of playbooks under which escalations were begun: the playbook itself, whose file is '', and those that it brings in.
            CREATE TABLE playbook_editions (
                edition TEXT NOT NULL,
                file    TEXT NOT NULL,
                name    TEXT NOT NULL,
                text    TEXT NOT NULL,
                PRIMARY KEY (edition, file)
            );
            CREATE TRIGGER playbook_editions_stay_as_they_are BEFORE UPDATE ON playbook_editions BEGIN SELECT RAISE(ABORT, 'an edition is never rewritten'); END;
            """,
        """
            -- Texts of events may be erased, within a transaction that says so here; their hashes and all else stay as they are.
            CREATE TABLE erasing (escalation INTEGER PRIMARY KEY);
            DROP TRIGGER events_stay_as_they_are;
            CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
                WHEN NEW.escalation <> OLD.escalation OR NEW.sequence <> OLD.sequence OR NEW.hash <> OLD.hash
                    OR NOT EXISTS (SELECT 1 FROM erasing WHERE escalation = OLD.escalation)
                BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
            DROP TRIGGER directory_changes_stay_as_they_are;
            CREATE TRIGGER directory_changes_stay_as_they_are BEFORE UPDATE ON directory_changes
                WHEN NEW.number <> OLD.number OR NEW.tenant <> OLD.tenant OR NOT EXISTS (SELECT 1 FROM erasing WHERE escalation = 0)
                BEGIN SELECT RAISE(ABORT, 'what was changed is never rewritten'); END;
            -- When all of its texts were erased; those that have ended and still have theirs are looked for by their end.
            ALTER TABLE escalations ADD COLUMN erased_at INTEGER;
            CREATE INDEX escalations_with_texts ON escalations (ended_at) WHERE ended_at IS NOT NULL AND erased_at IS NULL;
            """,
        """
            -- What people thought, by the hash of a ticket that is kept nowhere: no person, no chat, no matter, no time, and no order of writing.
            CREATE TABLE feedback (
                tenant   TEXT NOT NULL,
                month    TEXT NOT NULL,
                playbook TEXT NOT NULL,
                ticket   TEXT NOT NULL,
                json     TEXT NOT NULL,
                PRIMARY KEY (tenant, month, playbook, ticket)
            ) WITHOUT ROWID;
            -- What tickets are signed with.
            CREATE TABLE feedback_keys (tenant TEXT PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID;
            """,
        """
            -- The events of launches are in the directory, of which one transaction can hold all in any store; they stay as those of escalations do.
            CREATE TRIGGER launch_events_stay_as_they_are BEFORE UPDATE ON directory
                WHEN OLD.kind = 'launch_event'
                    AND (NEW.tenant <> OLD.tenant OR NEW.kind <> OLD.kind OR NEW.key <> OLD.key
                        OR json_extract(NEW.json, '$.hash') IS NOT json_extract(OLD.json, '$.hash')
                        OR NOT EXISTS (SELECT 1 FROM erasing WHERE escalation = 0))
                BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
            CREATE TRIGGER launch_events_stay BEFORE DELETE ON directory WHEN OLD.kind IN ('launch_event', 'launch')
                BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
            """,
    ];
}
