/**
 * The schema, one script per version; `migrate` runs those a database has not seen. A script that
 * was released is never changed. Columns are named as the fields of contracts, so that no row needs
 * renaming. Times are milliseconds since 1970.
 *
 * - `jobs` holds what no step changes and is written once; `standings` holds what each step
 *   rewrites, so it stays narrow. `template`, `queue`, `priority`, `createdAt` and the concurrency
 *   key are repeated there because an index spans one table; its `kind` is that of claims
 *   (`steps/claim-kind.ts`).
 * - `standings.steps` holds the job's steps since `base`, one JSON text per line; older ones lie in
 *   `past_steps`. Events and attempts are derived from them.
 * - `outbox` has one row per commit: which steps it made, in order. Positions count events without
 *   holes over all commits; `outbox_state` has the last one given and the last one relayed.
 * - `counts` is kept by each commit, so that statistics cost the same whatever the number of jobs.
 *   So is `tallies`: the jobs of each queue that are scheduled (or retrying), queued and running,
 *   and those of each owner that run (active).
 * - `standings.parked` is 1 for a queued job that is not offered to workers because its concurrency
 *   key is used up, 2 where its owner's limit is (those are in `parked_by_owner`), and 3 where its
 *   cancelled attempt is in `endings`.
 * - `jobs.logRemovedAt` says when a log was removed while its job stayed, and `logRemovedTo` what the
 *   last of its offsets was, so that the lines of a later attempt count on.
 *
 * Declared tables are not here: they are created where they are missing (`tables/table-sql.ts`).
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
  payload text not null
) strict;

create index jobs_by_created_at on jobs (createdAt);
create index jobs_by_template on jobs (template, createdAt);
create index jobs_by_queue on jobs (queue, createdAt);
create index jobs_by_owner on jobs (createdBy, createdAt);
create index jobs_by_schedule on jobs (scheduleId, createdAt) where scheduleId is not null;

create table job_tags (
  tag text, createdAt integer, job integer, primary key (tag, createdAt, job)
) strict, without rowid;

create table standings (
  job integer primary key,
  kind text not null,
  queue text not null,
  priority integer not null,
  createdAt integer not null,
  concurrencyKey text,
  seq integer not null,
  state text not null,
  attempt integer not null,
  crashes integer not null default 0,
  failures integer not null default 0,
  run integer not null default 1,
  runAt integer not null,
  startedAt integer,
  startedBefore integer,
  finishedAt integer,
  dismissedAt integer,
  progress text,
  error text,
  workerId text,
  leaseToken text,
  leaseUntil integer,
  waitingFor integer not null,
  parked integer not null default 0,
  deletedPosition integer,
  base text,
  baseSeq integer not null default 0,
  steps text not null,
  result text
) strict;

create index standings_to_claim on standings (kind, queue, priority desc, runAt)
  where state = 'queued' and parked = 0;
create index standings_parked on standings (concurrencyKey, priority desc, runAt)
  where state = 'queued' and parked = 1;
create index standings_at_work on standings (concurrencyKey)
  where state = 'running' and concurrencyKey is not null;
create index standings_due on standings (runAt)
  where waitingFor = 0 and state in ('scheduled', 'retrying');
create index standings_leased on standings (leaseUntil) where state = 'running';
create index standings_deleted on standings (deletedPosition) where deletedPosition is not null;
create index standings_by_state on standings (state, createdAt);
create index standings_by_run_at on standings (runAt);
create index standings_by_priority on standings (priority);
create index standings_by_finished_at on standings (finishedAt) where finishedAt is not null;

create table past_steps (
  job integer, seq integer, base text, steps text not null, primary key (job, seq)
) strict, without rowid;

create table idempotency_keys (
  owner text, key text, hash text not null, job integer not null, primary key (owner, key)
) strict, without rowid;
create index idempotency_keys_by_job on idempotency_keys (job);

create table dependencies (
  job integer, target text, outcome text, primary key (job, target)
) strict, without rowid;
create index dependencies_open on dependencies (target) where outcome is null;
create index dependencies_ended on dependencies (job) where outcome is not null;

create table outbox (position integer primary key, entries text not null) strict;
create table outbox_state (head integer not null, relayed integer not null) strict;
insert into outbox_state values (0, 0);

create table log_lines (
  job integer, offset integer, attempt integer not null, stream text not null,
  text text not null, at integer not null, primary key (job, offset)
) strict, without rowid;

create table counts (
  template text, state text, count integer not null, primary key (template, state)
) strict, without rowid;
`,
  "alter table jobs add column summary text not null default ''",
  "create index jobs_by_rerun on jobs (rerunOf, createdAt) where rerunOf is not null",
  "alter table standings add column options text",
  // The turn of a job (`steps/turn.ts`), by which workers claim and parked jobs come back.
  `
alter table standings add column
  turn integer generated always as
    (max(runAt, createdAt - 86400000) - priority * 1800000) virtual;
drop index standings_to_claim;
create index standings_in_line on standings (kind, queue, turn, job, priority)
  where state = 'queued' and parked = 0;
drop index standings_parked;
create index standings_parked on standings (concurrencyKey, turn, job, queue, priority)
  where state = 'queued' and parked = 1;

create table tallies (
  what text, name text, count integer not null, primary key (what, name)
) strict, without rowid;
insert into tallies
  select case state when 'retrying' then 'scheduled' else state end, queue, count(*) from standings
  where state in ('scheduled', 'queued', 'running', 'retrying') and deletedPosition is null
  group by 1, 2;
`,
  // The groups of failed jobs; `standings_ungrouped` finds those that failed before there were any.
  `
alter table standings add column errorGroup text;
create index standings_by_error on standings (errorGroup, createdAt, job, finishedAt)
  where errorGroup is not null;
create index standings_ungrouped on standings (job) where state = 'failed' and errorGroup is null;
`,
  `
alter table jobs add column logRemovedAt integer;
alter table jobs add column logRemovedTo integer;
`,
  // The kind under which a remote job is claimed names its template.
  `update standings set kind = 'remote:' || (select template from jobs where no = job)
   where kind = 'remote'`,
  // Jobs that are queued, but not offered to workers: as many of their owner run as may.
  `
create table parked_by_owner (
  owner text, turn integer, job integer, queue text not null, priority integer not null,
  primary key (owner, turn, job)
) strict, without rowid;
insert into tallies
  select 'active', createdBy, count(*) from standings join jobs on no = job
  where state = 'running' group by createdBy;
`,
  // Attempts that were cancelled while they ran, until nothing of them is left.
  `
create table endings (
  job integer primary key, token text not null, attempt integer not null, workerId text,
  until integer not null, concurrencyKey text, queue text not null, owner text not null
) strict;
create index endings_by_key on endings (concurrencyKey) where concurrencyKey is not null;
create index endings_by_until on endings (until);
create index endings_by_worker on endings (workerId);
`,
  // Counts are kept by queue too.
  `
drop table counts;
create table counts (
  template text, queue text, state text, count integer not null,
  primary key (template, queue, state)
) strict, without rowid;
insert into counts
  select j.template, j.queue, s.state, count(*) from jobs j join standings s on s.job = j.no
  where s.deletedPosition is null group by 1, 2, 3;
`,
  // Lists in other orders than that of creation go along their index template by template.
  `
alter table standings add column template text not null default '';
update standings set template = (select template from jobs where no = job);
drop index standings_by_run_at;
create index standings_by_template_run_at on standings (template, runAt);
drop index standings_by_priority;
create index standings_by_template_priority on standings (template, priority);
drop index standings_by_finished_at;
create index standings_by_state_template_end on standings (state, template, finishedAt)
  where finishedAt is not null;
create index standings_waiting on standings (state, runAt)
  where state = 'scheduled' or state = 'retrying';
`,
  // A due time before the job was made counts as that moment.
  `
drop index standings_in_line;
drop index standings_parked;
alter table standings drop column turn;
alter table standings add column
  turn integer generated always as
    (max(runAt, createdAt) - priority * 1800000) virtual;
create index standings_in_line on standings (kind, queue, turn, job, priority)
  where state = 'queued' and parked = 0;
create index standings_parked on standings (concurrencyKey, turn, job, queue, priority)
  where state = 'queued' and parked = 1;
`,
];
