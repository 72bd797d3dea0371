import { isProblemError } from "@formwork/contracts/client/problem-error";
import { useQuery } from "@tanstack/react-query";
import { client } from "../client.ts";
import { queryKeys } from "../query-keys.ts";

/** Fetches the user; a 401 means that nobody is signed in, which is no error. */
async function fetchMe(signal: AbortSignal) {
  try {
    return await client.call("auth.me", { signal });
  } catch (error) {
    if (isProblemError(error) && error.status === 401) return null;
    throw error;
  }
}

/** Queries the signed-in user; null when nobody is signed in. */
export function useMe() {
  return useQuery({
    queryKey: queryKeys.me,
    queryFn: ({ signal }) => fetchMe(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
