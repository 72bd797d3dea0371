/**
 * The keys of the query cache. A key starts with its resource, so that everything cached of a
 * resource can be invalidated at once.
 */
export const queryKeys = {
  me: ["account", "me"],
  setUp: ["account", "set-up"],
  templates: {
    all: ["templates"],
    list: (filter: object) => ["templates", "list", filter],
    one: (name: string, version?: number) => ["templates", "one", name, version ?? "newest"],
  },
  jobs: {
    all: ["jobs"],
    lists: ["jobs", "list"],
    list: (filter: object) => ["jobs", "list", filter],
    allStats: ["jobs", "stats"],
    stats: (filter: object) => ["jobs", "stats", filter],
    one: (id: string) => ["jobs", "one", id],
    events: (id: string) => ["jobs", "events", id],
    attempts: (id: string) => ["jobs", "attempts", id],
    waitings: (id: string) => ["jobs", "waiting", id],
    waiting: (id: string, seq: number) => ["jobs", "waiting", id, seq],
    reruns: (id: string) => ["jobs", "reruns", id],
    actions: ["jobs", "actions"],
    logs: (id: string) => ["jobs", "logs", id],
  },
  actions: {
    one: (id: string) => ["actions", "one", id],
  },
  errors: {
    all: ["errors"],
    count: ["errors", "count"],
    list: (filter: object) => ["errors", "list", filter],
    one: (key: string) => ["errors", "one", key],
    fields: (key: string) => ["errors", "fields", key],
    jobs: (key: string) => ["errors", "jobs", key],
    seen: (key: string) => ["errors", "seen", key],
  },
  workers: {
    all: ["workers"],
    list: ["workers", "list"],
    counts: ["workers", "counts"],
  },
  queues: {
    list: ["queues", "list"],
    rules: ["queues", "rules"],
    keys: (name: string) => ["queues", "keys", name],
  },
  limits: {
    saved: ["limits", "saved"],
    report: ["limits", "report"],
  },
  retention: {
    saved: ["retention", "saved"],
    report: ["retention", "report"],
    preview: (retention: object) => ["retention", "preview", retention],
  },
  schedules: {
    all: ["schedules"],
    lists: ["schedules", "list"],
    list: (filter: object) => ["schedules", "list", filter],
    attention: ["schedules", "attention"],
    one: (id: string) => ["schedules", "one", id],
    allResults: ["schedules", "results"],
    results: (id: string) => ["schedules", "results", id],
    slots: (id: string) => ["schedules", "slots", id],
    calendars: ["schedules", "calendar"],
    calendar: (query: object) => ["schedules", "calendar", query],
    preview: (input: object) => ["schedules", "preview", input],
  },
} as const;
