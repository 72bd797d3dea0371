import { isProblemError, isRefusal } from "@formwork/contracts/client/problem-error";
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";

/**
 * Retries twice, unless the server answered with a 4xx: the same request would be refused again.
 */
function shouldRetry(failures: number, error: Error): boolean {
  return !isRefusal(error) && failures < 2;
}

/**
 * Creates the cache of server data. Pushed events keep it current, so regaining the focus fetches
 * nothing, and only data older than a minute is fetched again when a component mounts.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => clearUserOn401(client, error) }),
    defaultOptions: {
      queries: { retry: shouldRetry, staleTime: 60_000, refetchOnWindowFocus: false },
    },
  });
  return client;
}

/** Signs the user out in the page when a request reports that the session has ended. */
function clearUserOn401(client: QueryClient, error: Error) {
  if (isProblemError(error) && error.status === 401) client.setQueryData(queryKeys.me, null);
}
