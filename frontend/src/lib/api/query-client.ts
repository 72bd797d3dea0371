import { isProblemError } from "@formwork/contracts/client/problem-error";
import { QueryCache, QueryClient } from "@tanstack/react-query";
import { queryKeys } from "./query-keys.ts";

/** A refusal will be a refusal again; only a lack of answer is worth another try. */
function worthRetrying(failures: number, error: Error): boolean {
  const refused = isProblemError(error) && error.status >= 400 && error.status < 500;
  return !refused && failures < 2;
}

/**
 * Makes the cache of server data. Events keep it fresh, so nothing is fetched again by age or
 * focus.
 */
export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => forgetUser(client, error) }),
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 60_000, refetchOnWindowFocus: false },
    },
  });
  return client;
}

/** A session that ended elsewhere shows at the next request: from then on nobody is signed in. */
function forgetUser(client: QueryClient, error: Error) {
  if (isProblemError(error) && error.status === 401) client.setQueryData(queryKeys.me, null);
}
