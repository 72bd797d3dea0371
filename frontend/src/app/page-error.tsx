import { useRouteError } from "react-router";
import { ErrorState } from "../components/error-state.tsx";

/** What a page shows when its own code or its chunk failed; a reload fetches both anew. */
export function PageError() {
  return <ErrorState error={useRouteError()} onRetry={() => window.location.reload()} />;
}
