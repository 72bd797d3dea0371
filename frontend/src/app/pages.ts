import { loaderOf as page } from "./loader-of.ts";

/** Loads the code of each page that is shown in the frame. */
export const pages = {
  home: page(async () => (await import("../features/home/home-page.tsx")).HomePage),
  templates: page(
    async () => (await import("../features/templates/gallery/templates-page.tsx")).TemplatesPage,
  ),
  run: page(async () => (await import("../features/templates/run/run-page.tsx")).RunPage),
  jobs: page(async () => (await import("../features/jobs/list/jobs-page.tsx")).JobsPage),
  job: page(async () => (await import("../features/jobs/detail/job-page.tsx")).JobPage),
  deadLetters: page(
    async () => (await import("../features/dead-letters/dead-letters-page.tsx")).DeadLettersPage,
  ),
  deadLetterGroup: page(
    async () => (await import("../features/dead-letters/group/group-page.tsx")).GroupPage,
  ),
  repairGroup: page(
    async () => (await import("../features/dead-letters/repair/repair-page.tsx")).RepairPage,
  ),
  workers: page(async () => (await import("../features/workers/workers-page.tsx")).WorkersPage),
  queues: page(async () => (await import("../features/workers/queues-page.tsx")).QueuesPage),
  settings: page(
    async () => (await import("../features/settings/settings-frame.tsx")).SettingsFrame,
  ),
  account: page(
    async () => (await import("../features/settings/account/account-page.tsx")).AccountPage,
  ),
  apiKeys: page(
    async () => (await import("../features/settings/api-keys/api-keys-page.tsx")).ApiKeysPage,
  ),
  people: page(
    async () => (await import("../features/settings/people/people-page.tsx")).PeoplePage,
  ),
  secrets: page(
    async () => (await import("../features/settings/secrets/secrets-page.tsx")).SecretsPage,
  ),
  retention: page(
    async () => (await import("../features/settings/retention/retention-page.tsx")).RetentionPage,
  ),
  limits: page(
    async () => (await import("../features/settings/limits/limits-page.tsx")).LimitsPage,
  ),
  audit: page(async () => (await import("../features/settings/audit/audit-page.tsx")).AuditPage),
  schedules: page(
    async () => (await import("../features/schedules/list/schedules-page.tsx")).SchedulesPage,
  ),
  schedule: page(
    async () => (await import("../features/schedules/detail/schedule-page.tsx")).SchedulePage,
  ),
  calendar: page(
    async () => (await import("../features/schedules/calendar/calendar-page.tsx")).CalendarPage,
  ),
  editSchedule: page(
    async () => (await import("../features/schedules/editor/editor-page.tsx")).EditorPage,
  ),
} as const;

/** Loads the code of the account pages. By their names the bundle knows that they have no frame. */
export const accountPages = {
  setUp: page(
    async () =>
      (await import(/* webpackChunkName: "account-set-up" */ "../features/account/set-up-page.tsx"))
        .SetUpPage,
  ),
  accept: page(
    async () =>
      (await import(/* webpackChunkName: "account-accept" */ "../features/account/accept-page.tsx"))
        .AcceptPage,
  ),
  signIn: page(
    async () =>
      (
        await import(
          /* webpackChunkName: "account-sign-in" */ "../features/account/sign-in-page.tsx"
        )
      ).SignInPage,
  ),
  signInCallback: page(
    async () =>
      (
        await import(
          /* webpackChunkName: "account-callback" */ "../features/account/provider/callback-page.tsx"
        )
      ).CallbackPage,
  ),
} as const;
