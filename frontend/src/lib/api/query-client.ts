import { isProblemError, isRefusal } from "@formwork/contracts/client/problem-error";
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { secondsLeft } from "./errors/seconds-left.ts";
import { queryKeys } from "./query-keys.ts";

/** A longer wait is said, and left to the person. */
const maxWaitMs = 5_000;

/**
 * Retries twice, unless the server answered with a 4xx: the same request would be refused again. One
 * above a limit is retried when that is soon.
 */
function shouldRetry(failures: number, error: Error): boolean {
  const wait = secondsLeft(error, Date.now()) * 1000;
  return (!isRefusal(error) || (wait > 0 && wait <= maxWaitMs)) && failures < 2;
}

/** Waits as long as the server asked for, else one second and then two. */
function retryDelay(failures: number, error: Error): number {
  return Math.max(1000 * 2 ** failures, secondsLeft(error, Date.now()) * 1000);
}

/**
 * Creates the cache of server data. Pushed events keep it current, so regaining the focus fetches
 * nothing, and only data older than a minute is fetched again when a component mounts.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => clearUserOn401(client, error) }),
    defaultOptions: {
      queries: { retry: shouldRetry, retryDelay, staleTime: 60_000, refetchOnWindowFocus: false },
    },
  });
  return client;
}

/** Signs the user out in the page when a request reports that the session has ended. */
function clearUserOn401(client: QueryClient, error: Error) {
  if (isProblemError(error) && error.status === 401) client.setQueryData(queryKeys.me, null);
}
