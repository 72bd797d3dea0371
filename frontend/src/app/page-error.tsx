import { useRouteError } from "react-router";
import { Failure } from "../components/error-state.tsx";

/** What a page shows when its own code or its chunk failed; a reload fetches both anew. */
export function PageError() {
  return <Failure error={useRouteError()} onRetry={() => window.location.reload()} />;
}
