import { loadCode } from "../lib/bundle/load-code.ts";

/** Loads the code of each page that is shown in the frame, for the router. */
export const pages = {
  templates: () =>
    loadCode(async () => ({
      Component: (await import("../features/templates/gallery/templates-page.tsx")).TemplatesPage,
    })),
  run: () =>
    loadCode(async () => ({
      Component: (await import("../features/templates/run/run-page.tsx")).RunPage,
    })),
  jobs: () =>
    loadCode(async () => ({
      Component: (await import("../features/jobs/list/jobs-page.tsx")).JobsPage,
    })),
  job: () =>
    loadCode(async () => ({
      Component: (await import("../features/jobs/detail/job-page.tsx")).JobPage,
    })),
} as const;

/** Loads the code of the account pages, for the router. */
export const accountPages = {
  setUp: () =>
    loadCode(async () => ({
      Component: (await import("../features/account/set-up-page.tsx")).SetUpPage,
    })),
  signIn: () =>
    loadCode(async () => ({
      Component: (await import("../features/account/sign-in-page.tsx")).SignInPage,
    })),
} as const;
