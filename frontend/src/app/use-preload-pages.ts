import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { popupLoads } from "../components/lazy/lazy-popup.tsx";
import { savesData } from "../lib/saves-data.ts";
import { pages } from "./pages.ts";

/** How long to wait between two looks at whether the first page has its data, in ms. */
const settleMs = 1_000;
/** How long to wait for a moment without work, in ms, where the browser cannot tell one. */
const fallbackMs = 2_000;
/** The name of the mark in the browser's timeline that says that all pages are loaded. */
const loadedMark = "formwork:pages-loaded";

/**
 * Loads the code of all pages and what opens on them, one after the other, when the first page has its
 * data and the browser has nothing to do. They open at once then, also while the server is away. A
 * slow connection, or one that saves data, loads each page when it is opened.
 */
export function usePreloadPages(): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (savesData()) return;
    const stop = new AbortController();
    void preload(queries, stop.signal);
    return () => stop.abort();
  }, [queries]);
}

async function preload(queries: QueryClient, signal: AbortSignal): Promise<void> {
  do await delay(settleMs);
  while (!signal.aborted && queries.isFetching() > 0);
  await loadEach(Object.values(pages), signal);
  // The pages have named theirs by now.
  await loadEach(popupLoads(), signal);
  if (!signal.aborted) performance.mark(loadedMark);
}

async function loadEach(
  loads: readonly (() => Promise<unknown>)[],
  signal: AbortSignal,
): Promise<void> {
  for (const load of loads) {
    await idle();
    if (signal.aborted) return;
    // What cannot be loaded now is loaded when it is opened, which says what is wrong.
    await load().catch(() => undefined);
  }
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(resolve);
    else setTimeout(resolve, fallbackMs);
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
