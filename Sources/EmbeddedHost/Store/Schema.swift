/// The tables, and how older ones become these.
///
/// Times are nanoseconds since 1970, spans are nanoseconds; events and payloads are the protocol's
/// JSON, so that the database can be read with nothing but SQLite.
enum Schema {
  /// Marks the file as ours ("TLDE").
  static let applicationID = 0x544C_4445

  /// Each makes the next version from the one before; a database of version n has had n of them.
  static let steps: [String] = [first, totals]

  private static let first = """
    CREATE TABLE runs(
      key INTEGER PRIMARY KEY, namespace TEXT NOT NULL, workflow_id TEXT NOT NULL,
      run_id TEXT NOT NULL UNIQUE, first_run_id TEXT NOT NULL, type TEXT NOT NULL,
      task_queue TEXT NOT NULL, status INTEGER NOT NULL, attempt INTEGER NOT NULL,
      next_event INTEGER NOT NULL, history_bytes INTEGER NOT NULL,
      task_state INTEGER NOT NULL, task_event INTEGER NOT NULL, task_attempt INTEGER NOT NULL,
      task_due INTEGER NOT NULL, task_started INTEGER NOT NULL, task_deadline INTEGER NOT NULL,
      task_limit INTEGER NOT NULL, task_owner TEXT NOT NULL, task_fence INTEGER NOT NULL,
      task_crashes INTEGER NOT NULL,
      deadline INTEGER, started_at INTEGER NOT NULL, closed_at INTEGER,
      parent INTEGER, parent_event INTEGER, parent_close TEXT,
      request_id TEXT NOT NULL, identity TEXT NOT NULL, last_fault TEXT NOT NULL);
    CREATE UNIQUE INDEX runs_open ON runs(namespace, workflow_id) WHERE status = 1;
    CREATE INDEX runs_by_id ON runs(namespace, workflow_id, key);
    CREATE INDEX runs_ready ON runs(namespace, task_queue, task_due) WHERE task_state = 1;
    CREATE INDEX runs_leased ON runs(task_deadline) WHERE task_state = 2;
    CREATE INDEX runs_ending ON runs(deadline) WHERE status = 1 AND deadline IS NOT NULL;
    CREATE INDEX runs_children ON runs(parent) WHERE parent IS NOT NULL;
    CREATE INDEX runs_closed ON runs(closed_at) WHERE closed_at IS NOT NULL;
    CREATE TABLE events(
      run INTEGER NOT NULL, id INTEGER NOT NULL, event BLOB NOT NULL,
      PRIMARY KEY(run, id)) WITHOUT ROWID;
    CREATE TABLE arrivals(
      key INTEGER PRIMARY KEY, run INTEGER NOT NULL, type INTEGER NOT NULL, time INTEGER NOT NULL,
      attributes BLOB NOT NULL, started BLOB, started_at INTEGER,
      child INTEGER);
    CREATE INDEX arrivals_of_run ON arrivals(run, key);
    CREATE TABLE activities(
      run INTEGER NOT NULL, event INTEGER NOT NULL, namespace TEXT NOT NULL,
      activity_id TEXT NOT NULL, type TEXT NOT NULL, task_queue TEXT NOT NULL, input BLOB NOT NULL,
      state INTEGER NOT NULL, attempt INTEGER NOT NULL, due INTEGER NOT NULL,
      start_by INTEGER, expires INTEGER, attempt_limit INTEGER, heartbeat_limit INTEGER,
      started_at INTEGER NOT NULL, deadline INTEGER, deadline_kind TEXT,
      owner TEXT NOT NULL, fence INTEGER NOT NULL, cancel_event INTEGER NOT NULL,
      last_failure BLOB, heartbeat BLOB,
      PRIMARY KEY(run, event)) WITHOUT ROWID;
    CREATE INDEX activities_ready ON activities(namespace, task_queue, due) WHERE state = 1;
    CREATE INDEX activities_ending ON activities(deadline) WHERE deadline IS NOT NULL;
    CREATE INDEX activities_owned ON activities(owner) WHERE state = 2;
    CREATE TABLE attempts(
      run INTEGER NOT NULL, event INTEGER NOT NULL, attempt INTEGER NOT NULL, owner TEXT NOT NULL,
      started_at INTEGER NOT NULL, ended_at INTEGER NOT NULL, outcome TEXT NOT NULL, failure BLOB,
      PRIMARY KEY(run, event, attempt)) WITHOUT ROWID;
    CREATE TABLE timers(
      run INTEGER NOT NULL, event INTEGER NOT NULL, timer_id TEXT NOT NULL, due INTEGER NOT NULL,
      PRIMARY KEY(run, event)) WITHOUT ROWID;
    CREATE INDEX timers_due ON timers(due);
    CREATE TABLE children(
      run INTEGER NOT NULL, event INTEGER NOT NULL, child INTEGER NOT NULL,
      started_event INTEGER NOT NULL, is_open INTEGER NOT NULL,
      PRIMARY KEY(run, event)) WITHOUT ROWID;
    CREATE TABLE requests(
      run INTEGER NOT NULL, kind TEXT NOT NULL, request_id TEXT NOT NULL,
      PRIMARY KEY(run, kind, request_id)) WITHOUT ROWID;
    CREATE TABLE updates(
      run INTEGER NOT NULL, update_id TEXT NOT NULL, name TEXT NOT NULL, input BLOB NOT NULL,
      identity TEXT NOT NULL, state INTEGER NOT NULL, accepted_event INTEGER NOT NULL,
      outcome BLOB,
      PRIMARY KEY(run, update_id)) WITHOUT ROWID;
    CREATE TABLE attributes(
      run INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, value BLOB NOT NULL,
      PRIMARY KEY(run, name)) WITHOUT ROWID;
    CREATE TABLE workers(
      owner TEXT PRIMARY KEY, started_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,
      expires INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE refusals(
      key INTEGER PRIMARY KEY, time INTEGER NOT NULL, run INTEGER NOT NULL, what TEXT NOT NULL,
      owner TEXT NOT NULL, reason TEXT NOT NULL);
    """

  /// Runs that began (status 1) and that ended, by type: rows of runs are forgotten, counts are not.
  private static let totals = """
    CREATE TABLE totals(
      status INTEGER NOT NULL, type TEXT NOT NULL, count INTEGER NOT NULL,
      PRIMARY KEY(status, type)) WITHOUT ROWID;
    INSERT INTO totals SELECT 1, type, count(*) FROM runs GROUP BY type;
    INSERT INTO totals SELECT status, type, count(*) FROM runs WHERE status <> 1
      GROUP BY status, type;
    CREATE TRIGGER runs_began AFTER INSERT ON runs BEGIN
      INSERT INTO totals VALUES(1, NEW.type, 1)
        ON CONFLICT(status, type) DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER runs_ended AFTER UPDATE OF status ON runs
    WHEN OLD.status = 1 AND NEW.status <> 1 BEGIN
      INSERT INTO totals VALUES(NEW.status, NEW.type, 1)
        ON CONFLICT(status, type) DO UPDATE SET count = count + 1;
    END;
    """
}
