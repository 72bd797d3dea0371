import { useEffect } from "react";
import { pages } from "./pages.ts";

/** How long to wait for a moment without work, in ms, where the browser cannot tell one. */
const fallbackMs = 2_000;

/**
 * Loads the code of all pages, one after the other, while the browser has nothing to do. They open
 * at once then, also while the server is away.
 */
export function usePreloadPages(): void {
  useEffect(() => {
    const stop = new AbortController();
    void preload(stop.signal);
    return () => stop.abort();
  }, []);
}

async function preload(signal: AbortSignal): Promise<void> {
  for (const load of Object.values(pages)) {
    await idle();
    if (signal.aborted) return;
    // A page that cannot be loaded now is loaded when it is opened, which says what is wrong.
    await load().catch(() => undefined);
  }
}

function idle(): Promise<unknown> {
  return new Promise((resolve) => {
    if ("requestIdleCallback" in window) requestIdleCallback(resolve);
    else setTimeout(resolve, fallbackMs);
  });
}
