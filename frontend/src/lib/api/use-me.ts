import { isProblemError } from "@formwork/contracts/client/problem-error";
import { useQuery } from "@tanstack/react-query";
import { client } from "./client.ts";
import { queryKeys } from "./query-keys.ts";

/** Nobody being signed in is an answer, not an error. */
async function fetchMe(signal: AbortSignal) {
  try {
    return await client.call("auth.me", { signal });
  } catch (error) {
    if (isProblemError(error) && error.status === 401) return null;
    throw error;
  }
}

/** Who is signed in; null when nobody is. */
export function useMe() {
  return useQuery({
    queryKey: queryKeys.me,
    queryFn: ({ signal }) => fetchMe(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
