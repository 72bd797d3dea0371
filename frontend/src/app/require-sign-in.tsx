import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { ErrorState } from "../components/fallbacks/error-state.tsx";
import { useMe } from "../lib/api/people/use-me.ts";
import { session } from "../lib/api/session/session.ts";
import { LiveProvider } from "../lib/live/live-provider.tsx";
import { paths } from "../lib/paths.ts";
import { LoadingBar } from "./loading-bar.tsx";
import { useKeptSession } from "./use-kept-session.ts";

/**
 * Renders its children, with a live connection, for a signed-in user; redirects others to the
 * sign-in page and from there back.
 */
export function RequireSignIn({ children }: { children: ReactNode }) {
  const me = useMe();
  useKeptSession(me.data?.tokenExpiresAt);
  const { pathname, search } = useLocation();
  if (me.isPending) return <LoadingBar />;
  if (me.isError) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  if (me.data === null) return <Navigate to={paths.signIn(pathname + search)} replace />;
  return <LiveProvider onToken={session.onRenewed}>{children}</LiveProvider>;
}
