import swc from "@swc/core";

// dependency-cruiser asks its parser for plain TypeScript and stops at the first element of a
// `.tsx` file. Until it asks for what the extension says, its parser is told here.
const { parseFileSync } = swc;
swc.parseFileSync = (file, options) =>
  parseFileSync(file, { ...options, tsx: file.endsWith(".tsx") });

/**
 * Who may import whom. Each list reads from the lowest layer to the highest: a folder imports from
 * those before it, never from those after it. Type imports count like any other.
 * `docs/architecture.md` says what each folder is for.
 */
const layers = {
  "contracts/src": [
    "((audit|duration|limits|problem|queue|retention|shapes|states|time|typebox).ts|text)",
    "templates",
    "(accounts|secrets)",
    "schema",
    "(summary|json)",
    "jobs",
    "(live-protocol|schedule|work|worker).ts",
    "events",
    "policies",
    "operations",
    "client",
  ],
  "contracts/src/operations": ["operation.ts", "(accounts|jobs|work)", "operations.ts"],
  "contracts/src/schema": ["[a-z-]+[.]ts", "(explain|secrets)", "(form|payload)"],
  "engine/src": [
    "((errors|caller).ts|runtime)",
    "(store|bus)",
    "(rates|access)",
    "(templates|accounts|settings|views)",
    "audit",
    "jobs",
    "(projections|secrets)",
    "queues",
    "dead-letters",
    "(work|schedules|workers|bulk|retention)",
    "(waits|reseal)",
    "loops",
    "(engine|check-health|create-engine|build-engine).ts",
  ],
  "engine/src/runtime": [
    "(metrics|flow|dialer)",
    "tracing/tracing.ts",
    "[a-z-]+.ts",
    "(service|settings)",
  ],
  "engine/src/bus": ["(bus|topic).ts", "local-signals.ts", "(local|rabbit)", "create-bus.ts"],
  "engine/src/bus/rabbit": ["topology.ts", "(connection|log)", "signals.ts", "rabbit.ts"],
  "engine/src/store": [
    "(iso-time|parsed|page).ts",
    "errors",
    "(steps|search)",
    "verbs",
    "(cursor|collect-groups|kept-count|table).ts",
    "(store.ts|tables|measure-store.ts)",
    "(sqlite|mongo)",
    "create-store.ts",
  ],
  "engine/src/store/mongo": [
    "record",
    "connection",
    "outbox",
    "transition",
    "(work|jobs|prune|table.ts)",
    "mongo.ts",
  ],
  "engine/src/store/sqlite": [
    "connection",
    "commit",
    "work",
    "jobs",
    "(outbox|tables|prune)",
    "threads",
    "client",
    "sqlite.ts",
  ],
  "engine/src/store/mongo/jobs": [
    "(filter|template-queues.ts)",
    "walk",
    "errors",
    "(control|count|count-by-time|find|insert|move-many).ts",
  ],
  "engine/src/store/sqlite/jobs": [
    "filter.ts",
    "walk",
    "errors",
    "(control|count|count-by-time|find|insert).ts",
  ],
  "engine/src/store/sqlite/work": ["[a-z-]+.ts", "(claim|waiting)"],
  "engine/src/templates": [
    "(rules|template-not-found.ts)",
    "(sandbox|versions)",
    "code",
    "folder",
    "registry.ts",
  ],
  "engine/src/templates/folder": [
    "(other-files|folder-table|folder-faults).ts",
    "template-files.ts",
    "(publish-files|changed-files).ts",
    "read-folder.ts",
    "create-folder.ts",
  ],
  "engine/src/templates/sandbox": [
    "(sandbox-messages|flat-schema).ts",
    "(thread|inline-validator.ts|schema-cache.ts|start-thread.ts|watchdog.ts)",
    "sandbox-thread.ts",
    "sandbox.ts",
  ],
  "engine/src/templates/rules": ["schema", "(secrets|layout)", "[a-z-]+-rules.ts"],
  "engine/src/jobs": [
    "(secrets|jobs.ts|job-query.ts|job-not-found.ts)",
    "present-job.ts",
    "submission",
    "(change|control|list|rerun).ts",
    "create-jobs.ts",
  ],
  "scheduler/src": [
    "http",
    "event-stream",
    "(log-stream|export)",
    "handlers",
    "app.ts",
    "server.ts",
    "main.ts",
  ],
  "scheduler/src/http/request": ["body", "[a-z-]+.ts"],
  "scheduler/src/handlers": ["(parameters|export-files.ts)", "(accounts|jobs|work)", "handlers.ts"],
  "worker/src": [
    "remove-folder.ts",
    "code",
    "runners",
    "(presence|check-result|leases|log-writer|progress-writer|worker-folder|probation).ts",
    "write-under-lease.ts",
    "execute.ts",
    "worker.ts",
    "build-worker.ts",
    "main.ts",
  ],
  "worker/src/runners": [
    "runner.ts",
    "(placeholders.ts|find-code.ts|process|confinement)",
    "files",
    "(http|command|module)",
    "runners.ts",
  ],
  "worker/src/runners/process": ["output", "[a-z-]+.ts"],
  "worker/src/runners/http": [
    "(is-subset|retry-after|body-text|decode-body|parse-body).ts",
    "(http-request|http-response).ts",
    "http-runner.ts",
  ],
  "worker/src/runners/command": [
    "(command-line|command-progress|start-failure).ts",
    "run-program.ts",
    "command-runner.ts",
  ],
  "worker/src/runners/module": [
    "error-causes.ts",
    "(module-file|module-messages|crash-output|describe-error).ts",
    "result-message.ts",
    "(handler-process|module-process).ts",
    "handler-pool.ts",
    "module-runner.ts",
  ],
  "notifier/src": [
    "(room-registry|signals|socket-limits|force-close-after).ts",
    "log",
    "(client|entrance)",
    "push.ts",
    "gateway.ts",
    "main.ts",
  ],
  "notifier/src/log": [
    "packet.ts",
    "outgoing-event.ts",
    "(recent-events|delivery-cursor|read-page).ts",
    "(event-history|replay).ts",
  ],
  "notifier/src/client": [
    "(parse-message|log-shedder|turn-scheduler).ts",
    "send-buffer.ts",
    "session.ts",
    "(connection|handle-messages).ts",
  ],
  "notifier/src/entrance": [
    "(connect-rate|packet-limits|recheck-tokens).ts",
    "(handshake|transport|token-authenticator|upgrades).ts",
  ],
  "cli/src": [
    "(exit-codes|is-loopback|write-whole).ts",
    "terminal",
    "values",
    "connection",
    "watch",
    "operate",
    "(profiles|jobs|templates|completion)",
    "(base|client)-program.ts",
    "program.ts",
    "main.ts",
  ],
  "frontend/src": ["lib", "components", "forms", "features", "app", "main.tsx"],
  "frontend/src/lib": ["([^/]+\\.ts|bundle|storage|text|time)", "(api|live)"],
  "frontend/src/lib/api": ["errors", "([^/]+\\.ts|session)", "people", "templates"],
  "frontend/src/components": [
    "(time|toasts)",
    "[^/]+\\.tsx?",
    "(chips|dialogs|fallbacks|lazy|page|sparkline)",
    "(cards|export|time-brush)",
  ],
  "frontend/src/forms": [
    "values",
    "(validation|editor)",
    "layout",
    "secrets",
    "(fields|widgets)",
    "[^/]+\\.tsx?",
  ],
  "frontend/src/forms/layout": ["[^/]+\\.tsx?", "list"],
  "frontend/src/features/jobs": [
    "[^/]+\\.ts",
    "cache",
    "actions",
    "(filters|log|timeline|attempts|waiting)",
    "bulk",
    "(list|detail)",
  ],
  "frontend/src/features/schedules": [
    "(schedule-state[a-z-]*.tsx?|words|cache)",
    "(strip|actions|preview|choice)",
    "(list|calendar|editor|detail)",
  ],
  "frontend/src/features/schedules/editor": [
    "schedule-draft.ts",
    "fields",
    "(schedule-form|editor-page).tsx",
  ],
  "frontend/src/features/templates": [
    "[^/]+\\.tsx?",
    "faults",
    "(gallery|options|payload|submit|access)",
    "run",
  ],
  "frontend/src/app": ["theme", "navigation", "[^/]+\\.tsx"],
};

/** Rooms side by side that know nothing of each other. */
const apart = [
  "engine/src/bus/(local|rabbit)",
  "engine/src/bus/rabbit/(connection|log)",
  "engine/src/store/(sqlite|mongo)",
  "worker/src/runners/(http|command|module)",
  "notifier/src/(client|entrance)",
  "cli/src/(profiles|jobs|templates|completion)",
  "frontend/src/lib/(api|live)",
  "frontend/src/lib/(bundle|storage|text|time)",
  "frontend/src/forms/(validation|editor)",
  "frontend/src/forms/(fields|widgets)",
  "frontend/src/features/([^/]+)",
  "frontend/src/features/jobs/(filters|log|timeline|attempts|waiting)",
  "frontend/src/features/jobs/(list|detail)",
  "frontend/src/features/schedules/(list|calendar|editor|detail)",
  "frontend/src/features/templates/(gallery|options|payload|submit|access)",
];

/** What a package may import of the others. The command line's `start` joins all services. */
const packages = [
  { from: "^contracts/", to: "^(engine|scheduler|worker|notifier|frontend|cli)/" },
  { from: "^engine/", to: "^(scheduler|worker|notifier|frontend|cli)/" },
  { from: "^scheduler/", to: "^(worker|notifier|frontend|cli)/" },
  { from: "^worker/", to: "^(scheduler|notifier|frontend|cli)/" },
  { from: "^notifier/", to: "^(scheduler|worker|frontend|cli)/" },
  {
    from: "^notifier/",
    to: "^engine/src/",
    except:
      "^engine/src/(bus|runtime|accounts/(tokens|service-tokens|own-origin|sessions/session-cookie|keys/key-text))",
  },
  { from: "^frontend/", to: "^(engine|scheduler|worker|notifier|cli)/" },
  {
    from: "^cli/src/",
    fromExcept: "^cli/src/(start|check/try-confinement)\\.ts$",
    to: "^(scheduler|worker|notifier|frontend)/",
  },
];

/** Tests, and what is made for them, may take whatever they need to build a scene. */
const tests = "\\.test\\.tsx?$|/testing/|/conformance/";

const upward = Object.entries(layers).flatMap(([folder, order]) =>
  order.slice(0, -1).map((layer, place) => ({
    name: `${folder}/${layer} is below ${order.slice(place + 1).join(", ")}`,
    severity: "error",
    from: { path: `^${folder}/${layer}(/|$)`, pathNot: tests },
    to: { path: `^${folder}/(${order.slice(place + 1).join("|")})(/|$)` },
  })),
);

const sideways = apart.map((rooms) => ({
  name: `rooms of ${rooms} know nothing of each other`,
  severity: "error",
  from: { path: `^${rooms}/`, pathNot: tests },
  to: { path: `^${rooms}/`, pathNot: `^${rooms.replace(/\(.*\)/, "$1")}/` },
}));

const across = packages.map(({ from, fromExcept, to, except }) => ({
  name: `${from} takes nothing of ${to}${except === undefined ? "" : ` but ${except}`}`,
  severity: "error",
  from: { path: from, pathNot: fromExcept === undefined ? tests : `${tests}|${fromExcept}` },
  to: { path: to, ...(except === undefined ? {} : { pathNot: except }) },
}));

export default {
  forbidden: [
    { name: "no circle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "what runs imports nothing made for tests",
      severity: "error",
      from: { path: "/src/", pathNot: tests },
      to: { path: tests },
    },
    {
      name: "every import is found",
      severity: "error",
      from: { pathNot: tests },
      to: { couldNotResolve: true },
    },
    ...upward,
    ...sideways,
    ...across,
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    // Programs on generated clients, of packages that their test installs.
    exclude: { path: "/dist/|^tests/deploy/(generators|clients)/" },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "browser", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
  },
};
