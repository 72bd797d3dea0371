import type { ComponentType } from "react";
import { loadCode } from "../lib/bundle/load-code.ts";

/** Makes the function by which the router loads the code of a component. */
const page = (load: () => Promise<ComponentType>) => () =>
  loadCode(async () => ({ Component: await load() }));

/** Loads the code of what surrounds the pages, which the account pages do without. */
export const loadFrame = page(async () => (await import("./frame.tsx")).Frame);

/** Loads the code of each page that is shown in the frame. */
export const pages = {
  templates: page(
    async () => (await import("../features/templates/gallery/templates-page.tsx")).TemplatesPage,
  ),
  run: page(async () => (await import("../features/templates/run/run-page.tsx")).RunPage),
  jobs: page(async () => (await import("../features/jobs/list/jobs-page.tsx")).JobsPage),
  job: page(async () => (await import("../features/jobs/detail/job-page.tsx")).JobPage),
} as const;

/** Loads the code of the account pages. */
export const accountPages = {
  setUp: page(async () => (await import("../features/account/set-up-page.tsx")).SetUpPage),
  signIn: page(async () => (await import("../features/account/sign-in-page.tsx")).SignInPage),
} as const;
