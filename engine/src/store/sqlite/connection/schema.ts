/**
 * The schema, one script per version; `migrate` runs those a database has not seen. A script that
 * was released is never changed. Columns are named as the fields of contracts, so that no row needs
 * renaming. Times are milliseconds since 1970.
 *
 * - `jobs` is what every move rewrites, so it stays small: payload and result lie in `payloads`.
 * - `events` holds the steps that one write made of a job; `position` and `seq` are those of the
 *   last of them. Positions have no holes, so the outbox is no table of its own but the position up
 *   to which events are on the bus (`outbox.relayed`).
 * - `counts` is kept by each write, so that statistics cost the same whatever the number of jobs.
 *
 * Declared tables are not here: `table.ts` creates them. Scripts that mention them bring rows along
 * that an earlier version kept in a table of another shape.
 */
export const schema: readonly string[] = [
  `
create table jobs (
  no integer primary key,
  id text not null unique,
  template text not null,
  version integer not null,
  kind text not null,
  queue text not null,
  priority integer not null,
  tags text not null,
  maxAttempts integer not null,
  timeoutMs integer not null,
  createdBy text not null,
  createdAt integer not null,
  scheduleId text,
  rerunOf text,
  dependsOn text not null,
  onDependencyFailure text not null,
  onLost text not null,
  concurrencyKey text,
  concurrencyLimit integer,
  traceparent text,
  state text not null,
  runAt integer not null,
  startedAt integer,
  finishedAt integer,
  dismissedAt integer,
  attempt integer not null default 0,
  crashes integer not null default 0,
  failures integer not null default 0,
  run integer not null default 1,
  seq integer not null,
  progress text,
  error text,
  workerId text,
  leaseToken text,
  leaseUntil integer,
  waitingFor integer not null,
  parked integer not null default 0,
  deletedPosition integer
) strict;

create index jobs_to_claim on jobs (kind, queue, priority desc, runAt, id) where state = 'queued' and parked = 0;
create index jobs_parked on jobs (concurrencyKey, priority desc, runAt, id) where state = 'queued' and parked = 1;
create index jobs_at_work on jobs (concurrencyKey) where state = 'running' and concurrencyKey is not null;
create index jobs_waiting on jobs (state, waitingFor, runAt) where state = 'queued' or state = 'scheduled' or state = 'retrying';
create index jobs_deleted on jobs (deletedPosition) where deletedPosition is not null;
create index jobs_by_state on jobs (state, createdAt, id);
create index jobs_by_created_at on jobs (createdAt, id);
create index jobs_by_run_at on jobs (runAt, id);
create index jobs_by_priority on jobs (priority, id);
create index jobs_by_finished_at on jobs (ifnull(finishedAt, 0), id);

create table payloads (job integer primary key, payload text not null, result text) strict;

create table idempotency_keys (owner text, key text, hash text not null, job integer not null, primary key (owner, key)) strict, without rowid;
create index idempotency_keys_by_job on idempotency_keys (job);

create table dependencies (job integer, target text, outcome text, primary key (job, target)) strict, without rowid;
create index dependencies_open on dependencies (target) where outcome is null;
create index dependencies_ended on dependencies (job) where outcome is not null;

create table events (position integer primary key, job integer not null, seq integer not null, steps text not null) strict;
create index events_by_job on events (job, seq);
create table outbox (head integer not null, relayed integer not null) strict;
insert into outbox values (0, 0);

create table attempts (
  job integer, seq integer, attempt integer not null, state text not null, startedAt integer not null, finishedAt integer not null,
  workerId text not null, exitCode integer, error text, primary key (job, seq)
) strict, without rowid;

create table log_lines (
  job integer, offset integer, attempt integer not null, stream text not null, text text not null, at integer not null,
  primary key (job, offset)
) strict, without rowid;

create table counts (template text, state text, count integer not null, primary key (template, state)) strict, without rowid;

create table templates (
  name text, version integer, title text not null, hash text not null, source text not null, folder text not null,
  publishedAt integer not null, publishedBy text not null, definition text not null, primary key (name, version)
) strict;
create table archived_templates (name text primary key) strict, without rowid;

create table users (
  id text primary key, email text not null unique, role text not null, createdAt text not null, passwordHash text not null
) strict, without rowid;
create table sessions (id text primary key, userId text not null, expiresAt integer not null) strict, without rowid;
create index sessions_by_expiry on sessions (expiresAt);
`,
  `
create table user_rows (key text primary key, version integer not null, document text not null) strict;
insert into user_rows select id, 1, json_object(
  'id', id, 'email', email, 'role', role, 'createdAt', createdAt, 'passwordHash', passwordHash, 'first', json('true')
) from users;
drop table users;
alter table user_rows rename to users;

create table session_rows (key text primary key, version integer not null, document text not null) strict;
insert into session_rows select id, 1, json_object('id', id, 'userId', userId, 'expiresAt', expiresAt) from sessions;
drop table sessions;
alter table session_rows rename to sessions;
`,
];
