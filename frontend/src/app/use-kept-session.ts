import type { Me, Session } from "@formwork/contracts/account";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { queryKeys } from "../lib/api/query-keys.ts";
import { session } from "../lib/api/session/session.ts";

/** Renews the tokens of the signed-in user before they end; `tokenExpiresAt` is that of now. */
export function useKeptSession(tokenExpiresAt: string | undefined) {
  const queries = useQueryClient();
  useEffect(() => {
    if (tokenExpiresAt !== undefined) session.keep(tokenExpiresAt);
  }, [tokenExpiresAt]);
  useEffect(() => session.onRenewed((renewed) => takeOver(queries, renewed)), [queries]);
}

/** Another tab may have signed in as somebody else: then nothing that was fetched is of this user. */
function takeOver(queries: QueryClient, { user, expiresAt }: Session): void {
  const before = queries.getQueryData<Me | null>(queryKeys.me);
  if (before?.id === user.id)
    queries.setQueryData(queryKeys.me, { ...before, ...user, tokenExpiresAt: expiresAt });
  else void queries.resetQueries();
}
