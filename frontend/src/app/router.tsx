import { createBrowserRouter, Navigate, Outlet } from "react-router";
import { ToastProvider } from "../components/toasts/toast-provider.tsx";
import { paths, patterns } from "../lib/paths.ts";
import { loaderOf } from "./loader-of.ts";
import { LoadingBar } from "./loading-bar.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageError } from "./page-error.tsx";
import { accountPages, pages } from "./pages.ts";

/**
 * The routes of the UI. The code of a page is loaded at its first visit. An error replaces the page,
 * not the shell around it.
 */
export const router = createBrowserRouter([
  {
    // Toasts contain links, so they have to be inside the router.
    element: (
      <ToastProvider>
        <Outlet />
      </ToastProvider>
    ),
    ErrorBoundary: PageError,
    HydrateFallback: LoadingBar,
    children: [
      { path: patterns.setUp, lazy: accountPages.setUp },
      { path: patterns.accept, lazy: accountPages.accept },
      { path: patterns.signIn, lazy: accountPages.signIn },
      { path: patterns.signInCallback, lazy: accountPages.signInCallback },
      {
        lazy: loaderOf(
          async () => (await import(/* webpackChunkName: "frame" */ "./frame.tsx")).Frame,
        ),
        children: [
          {
            ErrorBoundary: PageError,
            children: [
              { index: true, lazy: pages.home },
              { path: patterns.templates, lazy: pages.templates },
              { path: patterns.run, lazy: pages.run },
              { path: patterns.jobs, lazy: pages.jobs },
              { path: patterns.job, lazy: pages.job },
              { path: patterns.deadLetters, lazy: pages.deadLetters },
              { path: patterns.deadLetterGroup, lazy: pages.deadLetterGroup },
              { path: patterns.repairGroup, lazy: pages.repairGroup },
              { path: patterns.workers, lazy: pages.workers },
              { path: patterns.queues, lazy: pages.queues },
              {
                path: patterns.settings,
                lazy: pages.settings,
                children: [
                  { index: true, element: <Navigate to={paths.settings.account} replace /> },
                  { path: patterns.account, lazy: pages.account },
                  { path: patterns.apiKeys, lazy: pages.apiKeys },
                  { path: patterns.people, lazy: pages.people },
                  { path: patterns.secrets, lazy: pages.secrets },
                  { path: patterns.retention, lazy: pages.retention },
                  { path: patterns.limits, lazy: pages.limits },
                  { path: patterns.audit, lazy: pages.audit },
                ],
              },
              { path: patterns.schedules, lazy: pages.schedules },
              { path: patterns.calendar, lazy: pages.calendar },
              { path: patterns.newSchedule, lazy: pages.editSchedule },
              { path: patterns.schedule, lazy: pages.schedule },
              { path: patterns.editSchedule, lazy: pages.editSchedule },
              { path: "*", Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
]);
