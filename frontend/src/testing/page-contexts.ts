import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createElement } from "react";
import { type Location, MemoryRouter, parsePath, useLocation } from "react-router";
import { type Toast, ToastContext } from "../components/toasts/use-toast.ts";
import type { LiveConnection } from "../lib/live/live-connection.ts";
import { LiveContext } from "../lib/live/live-context.ts";
import type { Wrap } from "./render-hook.ts";

type Given = {
  live?: LiveConnection;
  /** The address of the page, and the state of its entry in the browser's history. */
  address?: string;
  state?: unknown;
};

const caches = new Set<QueryClient>();

/** Empties every query cache, whose timers would keep the process of the tests alive. */
export function clearQueries(): void {
  for (const cache of caches) cache.clear();
  caches.clear();
}

/**
 * Creates the contexts of a page for `renderHook`: router, query cache, live connection and toasts.
 * `location` returns where the page is, `toasts` are those it has shown. Queries are not retried.
 */
export function pageContexts({ live, address = "/", state = null }: Given = {}) {
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY } },
  });
  caches.add(queries);
  const toasts: Toast[] = [];
  const last: { location?: Location } = {};
  const showToast = (toast: Toast) => void toasts.push(toast);
  const wrap: Wrap = (children) =>
    createElement(
      MemoryRouter,
      { initialEntries: [{ ...parsePath(address), state }] },
      createElement(LocationProbe, { last }),
      createElement(
        QueryClientProvider,
        { client: queries },
        createElement(
          LiveContext,
          { value: live ?? null },
          createElement(ToastContext, { value: showToast }, children),
        ),
      ),
    );
  const location = () => `${last.location?.pathname}${last.location?.search}`;
  return { wrap, queries, toasts, location };
}

function LocationProbe({ last }: { last: { location?: Location } }) {
  last.location = useLocation();
  return null;
}
