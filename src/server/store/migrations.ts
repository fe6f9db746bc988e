/** The schema, step by step. Append only: a released step never changes. Times are epoch milliseconds. */
export const migrations: readonly string[] = [
  `
  -- What set-up and the services remember, each value as JSON.
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE endpoints (
    -- Never given to another endpoint: walks and cursors name it.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind TEXT NOT NULL,
    options TEXT NOT NULL DEFAULT '{}',
    made_at INTEGER NOT NULL,
    last_call_at INTEGER
  ) STRICT;

  -- The token itself is nowhere; its SHA-256 is in the secret store under this id.
  CREATE TABLE endpoint_tokens (
    id TEXT PRIMARY KEY,
    endpoint_id INTEGER NOT NULL REFERENCES endpoints(id) ON DELETE CASCADE,
    made_at INTEGER NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER
  ) STRICT, WITHOUT ROWID;

  -- The mirror. id is Secret Server's own; json is the SCIM resource without id, userName, externalId,
  -- groups and meta, ready to send; extra holds the attributes that Secret Server has no field for. A refresh may
  -- put new copies of users, user_emails, groups and members in their place (shadow.ts), and SQLite cannot rename an
  -- index: to drop one, drop its name and its name with _b behind it, both IF EXISTS.
  CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    login_name TEXT NOT NULL,
    domain_id INTEGER NOT NULL,
    domain_name TEXT,
    user_name TEXT NOT NULL,
    user_name_key TEXT NOT NULL,
    display_name TEXT NOT NULL,
    display_name_key TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    enabled INTEGER NOT NULL,
    locked_out INTEGER NOT NULL,
    application_account INTEGER NOT NULL,
    external_source TEXT,
    created TEXT,
    replaced INTEGER NOT NULL,
    -- Since when a complete reading of Secret Server lacks this user; null: it is there.
    absent_at INTEGER,
    listed INTEGER NOT NULL,
    extra TEXT NOT NULL DEFAULT '{}',
    revision INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    json TEXT NOT NULL,
    groups_json TEXT NOT NULL DEFAULT '[]',
    created_at INTEGER AS (coalesce(CAST(round(unixepoch(created, 'subsec') * 1000) AS INTEGER), first_seen_at)),
    -- What an endpoint without a link of its own sees: a list is read as it is stored (stored-resource.ts).
    text TEXT NOT NULL AS (replace(substr(json, 1, length(json) - 1) || ',"id":"' || id || '","userName":' || json_quote(user_name) ||
      ',"groups":' || groups_json || ',"meta":{"resourceType":"User","created":"' ||
      coalesce(created, strftime('%Y-%m-%dT%H:%M:%fZ', first_seen_at / 1000.0, 'unixepoch')) || '","lastModified":"' ||
      strftime('%Y-%m-%dT%H:%M:%fZ', modified_at / 1000.0, 'unixepoch') || '","location":"\\/Users/' || id ||
      '","version":"W/\\"' || revision || '\\""}}', '"\\/', char(1))) STORED
  ) STRICT;
  CREATE INDEX users_listed ON users (id) WHERE listed = 1;
  CREATE INDEX users_by_name ON users (user_name_key);
  CREATE INDEX users_by_display_name ON users (display_name_key);
  CREATE INDEX users_by_email ON users (email_key);
  CREATE INDEX users_disabled ON users (id) WHERE enabled = 0;
  CREATE INDEX users_by_created ON users (created_at);
  CREATE INDEX users_by_modified ON users (modified_at);
  -- All that the window's list looks at, in the order in which it shows them: a search reads no wide row.
  CREATE INDEX users_shown ON users (display_name_key, id, user_name_key, email_key, enabled, replaced) WHERE listed = 1;
  CREATE INDEX users_replaced ON users (id) WHERE replaced = 1;
  CREATE INDEX users_absent ON users (id) WHERE absent_at IS NOT NULL;

  -- Every address of a user, in lower case: clients look people up by any of them.
  CREATE TABLE user_emails (
    email_key TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (email_key, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX user_emails_by_user ON user_emails (user_id);

  CREATE TABLE groups (
    id INTEGER PRIMARY KEY,
    login_name TEXT NOT NULL,
    domain_id INTEGER NOT NULL,
    domain_name TEXT,
    display_name TEXT NOT NULL,
    display_name_key TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    synchronized INTEGER NOT NULL,
    editable INTEGER,
    created TEXT,
    listed INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    first_seen_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    json TEXT NOT NULL,
    members_json TEXT NOT NULL DEFAULT '[]',
    created_at INTEGER AS (coalesce(CAST(round(unixepoch(created, 'subsec') * 1000) AS INTEGER), first_seen_at))
  ) STRICT;
  CREATE INDEX groups_listed ON groups (id) WHERE listed = 1;
  CREATE INDEX groups_by_name ON groups (display_name_key);
  CREATE INDEX groups_by_created ON groups (created_at);
  CREATE INDEX groups_by_modified ON groups (modified_at);

  -- No foreign key: a member may be an account that the mirror does not know yet.
  CREATE TABLE members (
    group_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (group_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX members_by_user ON members (user_id);

  -- Disabled users whom a client wants in a group: Secret Server takes them once they are enabled (D13).
  CREATE TABLE wanted_members (
    group_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (group_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX wanted_members_by_user ON wanted_members (user_id);

  -- What one endpoint knows of one resource: its externalId, the name it uses, and whether it deleted it.
  CREATE TABLE links (
    endpoint_id INTEGER NOT NULL REFERENCES endpoints(id) ON DELETE CASCADE,
    resource_type TEXT NOT NULL CHECK (resource_type IN ('User', 'Group')),
    resource_id INTEGER NOT NULL,
    external_id TEXT,
    name TEXT,
    name_key TEXT,
    deleted INTEGER NOT NULL DEFAULT 0,
    active INTEGER,
    unconfirmed INTEGER NOT NULL DEFAULT 0,
    -- The externalId of another person whom the client meant by it, and who was refused (D10).
    claimed_by TEXT,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (endpoint_id, resource_type, resource_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX links_by_resource ON links (resource_type, resource_id);
  CREATE INDEX links_by_external_id ON links (endpoint_id, resource_type, external_id);
  CREATE INDEX links_by_name ON links (endpoint_id, resource_type, name_key);
  CREATE INDEX links_claimed ON links (resource_type, resource_id) WHERE claimed_by IS NOT NULL;
  CREATE INDEX links_deleted ON links (endpoint_id, resource_type, resource_id) WHERE deleted = 1;

  -- What clients last asked for, which a resync compares with Secret Server. email: '' where none is wanted; members:
  -- four bytes for each user id.
  CREATE TABLE asked_users (
    user_id INTEGER PRIMARY KEY,
    endpoint_id INTEGER NOT NULL REFERENCES endpoints(id) ON DELETE CASCADE,
    display_name TEXT,
    email TEXT,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX asked_users_by_endpoint ON asked_users (endpoint_id);
  CREATE TABLE asked_groups (
    group_id INTEGER PRIMARY KEY,
    endpoint_id INTEGER NOT NULL REFERENCES endpoints(id) ON DELETE CASCADE,
    name TEXT,
    members BLOB,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX asked_groups_by_endpoint ON asked_groups (endpoint_id);

  -- One row for every change that a client asked for: open before Secret Server is called, closed with the
  -- outcome. Never holds a password. heard is the HTTP status that the client is told, null: none yet; answered says
  -- that this answer went out.
  CREATE TABLE intents (
    id INTEGER PRIMARY KEY,
    endpoint_id INTEGER REFERENCES endpoints(id) ON DELETE SET NULL,
    request_id TEXT NOT NULL,
    resource_type TEXT NOT NULL,
    resource_id INTEGER,
    name_key TEXT,
    external_id TEXT,
    kind TEXT NOT NULL,
    wanted TEXT NOT NULL,
    password INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'failed', 'dropped')),
    heard INTEGER,
    answered INTEGER NOT NULL DEFAULT 0,
    detail TEXT,
    -- For Activity: the resource as it was, null once closed; and the row that tells of it.
    before TEXT,
    activity_id INTEGER,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER
  ) STRICT;
  CREATE INDEX intents_by_request ON intents (request_id);
  CREATE INDEX intents_closed ON intents (closed_at) WHERE state <> 'open';
  CREATE INDEX intents_unmade ON intents (id) WHERE kind = 'create' AND state IN ('failed', 'dropped');
  CREATE INDEX intents_open ON intents (id) WHERE state = 'open';
  CREATE INDEX intents_by_resource ON intents (resource_type, resource_id, id);
  CREATE INDEX intents_by_name ON intents (endpoint_id, resource_type, name_key, id);

  -- Whom or what rows of Activity are about, under the name of that time. Absent: '' and 0, so that each is there
  -- once. key is what a person searches in.
  CREATE TABLE activity_subjects (
    id INTEGER PRIMARY KEY,
    resource_type TEXT NOT NULL,
    resource_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    sign_in_name TEXT NOT NULL,
    key TEXT NOT NULL,
    UNIQUE (resource_type, resource_id, name, sign_in_name)
  ) STRICT;

  -- One row for every change, whoever asked. retry_key tells which row a retry goes on with; details is JSON. Lists are
  -- paged by the id: the newest row is never removed, so that none is used twice.
  CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    source TEXT NOT NULL,
    endpoint_id INTEGER,
    endpoint TEXT,
    action TEXT NOT NULL,
    subject_id INTEGER,
    result TEXT NOT NULL,
    sentence TEXT NOT NULL,
    took_ms INTEGER,
    request_id TEXT,
    status_sent INTEGER,
    retry_after INTEGER,
    attempts INTEGER NOT NULL,
    retry_key TEXT,
    dealt_with INTEGER NOT NULL DEFAULT 0,
    details TEXT NOT NULL
  ) STRICT;
  -- Each ends with the id, by which lists are ordered.
  CREATE INDEX activity_by_kind ON activity (result, action, source);
  CREATE INDEX activity_by_subject ON activity (subject_id);
  CREATE INDEX activity_by_request ON activity (request_id);
  CREATE INDEX activity_waiting ON activity (endpoint_id, retry_key) WHERE result = 'Waiting';
  CREATE INDEX activity_failed ON activity (id) WHERE result = 'Failed' AND dealt_with = 0;

  -- Counts by the quarter of an hour, as time zones are whole quarters apart: changes as 'Client Done', reads as
  -- 'reads', calls of Secret Server by what they took at most, as 'ms 100'. Rows are counted some time after they were
  -- written: those up to the id that stands as 'counted' in quarter 0.
  CREATE TABLE activity_counts (
    quarter INTEGER NOT NULL,
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (quarter, name)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO activity_counts VALUES (0, 'counted', 0);
  CREATE TRIGGER activity_recounted AFTER UPDATE OF result ON activity
    WHEN OLD.result <> NEW.result AND OLD.id <= (SELECT count FROM activity_counts WHERE quarter = 0)
  BEGIN
    UPDATE activity_counts SET count = count - 1
      WHERE quarter = OLD.at / 900000 AND name = OLD.source || ' ' || OLD.result;
    INSERT INTO activity_counts VALUES (NEW.at / 900000, NEW.source || ' ' || NEW.result, 1)
      ON CONFLICT DO UPDATE SET count = count + 1;
  END;
  `,
  `
  -- Open, and left alone until a person decides: it came with a data file that was restored (D3).
  ALTER TABLE intents ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
  `,
];
