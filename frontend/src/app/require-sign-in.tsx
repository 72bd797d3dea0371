import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { ErrorState } from "../components/error-state.tsx";
import { useMe } from "../lib/api/use-me.ts";
import { LiveProvider } from "../lib/live/live-provider.tsx";
import { paths } from "../lib/paths.ts";
import { LoadingBar } from "./loading-bar.tsx";

/**
 * Lets through who is signed in, with a live connection; sends others to sign in and back to where
 * they wanted to go.
 */
export function RequireSignIn({ children }: { children: ReactNode }) {
  const me = useMe();
  const { pathname, search } = useLocation();
  if (me.isPending) return <LoadingBar />;
  if (me.isError) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  if (me.data === null) return <Navigate to={paths.signIn(pathname + search)} replace />;
  return <LiveProvider>{children}</LiveProvider>;
}
