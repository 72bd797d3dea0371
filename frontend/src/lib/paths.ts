/** The addresses of the UI's pages, for links. */
export const paths = {
  home: "/",
  setUp: "/setup",
  signIn: (returnTo?: string) =>
    returnTo === undefined || returnTo === "/"
      ? "/sign-in"
      : `/sign-in?${new URLSearchParams({ return: returnTo })}`,
  templates: "/templates",
  run: (name: string, fromJob?: string) =>
    `/templates/${encodeURIComponent(name)}/run${fromJob === undefined ? "" : `?from=${encodeURIComponent(fromJob)}`}`,
  jobs: (search?: string) => (search === undefined || search === "" ? "/jobs" : `/jobs?${search}`),
  job: (id: string) => `/jobs/${encodeURIComponent(id)}`,
  deadLetters: "/dead-letters",
  deadLetterGroup: (key: string, action?: string) =>
    `/dead-letters/${encodeURIComponent(key)}${action === undefined ? "" : `?${new URLSearchParams({ action })}`}`,
  repairGroup: (key: string) => `/dead-letters/${encodeURIComponent(key)}/repair`,
  workers: (id?: string) =>
    id === undefined ? "/workers" : `/workers?${new URLSearchParams({ worker: id })}`,
  queues: "/workers/queues",
  settings: {
    home: "/settings",
    account: "/settings/account",
    apiKeys: "/settings/api-keys",
    people: "/settings/people",
    secrets: "/settings/secrets",
    retention: "/settings/retention",
    limits: "/settings/limits",
    audit: "/settings/audit",
  },
  schedules: "/schedules",
  calendar: "/schedules/calendar",
  newSchedule: (template?: string) =>
    template === undefined
      ? "/schedules/new"
      : `/schedules/new?template=${encodeURIComponent(template)}`,
  schedule: (id: string) => `/schedules/${encodeURIComponent(id)}`,
  editSchedule: (id: string) => `/schedules/${encodeURIComponent(id)}/edit`,
} as const;

/** The patterns by which the router matches these addresses. */
export const patterns = {
  setUp: "/setup",
  signIn: "/sign-in",
  signInCallback: "/sign-in/callback",
  accept: "/accept",
  templates: "/templates",
  run: "/templates/:name/run",
  jobs: "/jobs",
  job: "/jobs/:id",
  deadLetters: "/dead-letters",
  deadLetterGroup: "/dead-letters/:key",
  repairGroup: "/dead-letters/:key/repair",
  workers: "/workers",
  queues: "/workers/queues",
  settings: "/settings",
  account: "account",
  apiKeys: "api-keys",
  people: "people",
  secrets: "secrets",
  retention: "retention",
  limits: "limits",
  audit: "audit",
  schedules: "/schedules",
  calendar: "/schedules/calendar",
  newSchedule: "/schedules/new",
  schedule: "/schedules/:id",
  editSchedule: "/schedules/:id/edit",
} as const;

/**
 * Returns where to go after signing in: the wanted path, or the home page when it leads to another
 * origin or to the sign-in page.
 */
export function returnPath(wanted: string | null): string {
  const local = wanted?.startsWith("/") === true && !/^\/[/\\]/.test(wanted);
  return local && wanted !== null && !wanted.startsWith("/sign-in") ? wanted : paths.home;
}
