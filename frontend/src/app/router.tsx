import { createBrowserRouter, Navigate, Outlet } from "react-router";
import { ToastProvider } from "../components/toasts/toast-provider.tsx";
import { paths, patterns } from "../lib/paths.ts";
import { LoadingBar } from "./loading-bar.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageError } from "./page-error.tsx";
import { RequireSignIn } from "./require-sign-in.tsx";
import { Shell } from "./shell.tsx";

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
      {
        path: patterns.setUp,
        lazy: async () => ({
          Component: (await import("../features/account/set-up-page.tsx")).SetUpPage,
        }),
      },
      {
        path: patterns.signIn,
        lazy: async () => ({
          Component: (await import("../features/account/sign-in-page.tsx")).SignInPage,
        }),
      },
      {
        element: (
          <RequireSignIn>
            <Shell />
          </RequireSignIn>
        ),
        children: [
          {
            ErrorBoundary: PageError,
            children: [
              { index: true, element: <Navigate to={paths.templates} replace /> },
              {
                path: patterns.templates,
                lazy: async () => ({
                  Component: (await import("../features/templates/gallery/templates-page.tsx"))
                    .TemplatesPage,
                }),
              },
              {
                path: patterns.run,
                lazy: async () => ({
                  Component: (await import("../features/templates/run/run-page.tsx")).RunPage,
                }),
              },
              {
                path: patterns.jobs,
                lazy: async () => ({
                  Component: (await import("../features/jobs/list/jobs-page.tsx")).JobsPage,
                }),
              },
              {
                path: patterns.job,
                lazy: async () => ({
                  Component: (await import("../features/jobs/detail/job-page.tsx")).JobPage,
                }),
              },
              { path: "*", Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
]);
