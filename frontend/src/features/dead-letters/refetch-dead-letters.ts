import type { QueryClient } from "@tanstack/react-query";
import { queryKeys } from "../../lib/api/query-keys.ts";

/** Asks for all that is shown of dead letters again. */
export function refetchDeadLetters(queries: QueryClient): void {
  // A count may take long: it is not asked for again before it is answered.
  void queries.invalidateQueries({ queryKey: queryKeys.errors.all }, { cancelRefetch: false });
}
