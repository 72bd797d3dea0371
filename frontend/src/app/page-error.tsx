import { useRouteError } from "react-router";
import { ErrorState } from "../components/error-state.tsx";

/** Shows the error of a page that failed to load or render; the retry reloads the page. */
export function PageError() {
  return <ErrorState error={useRouteError()} onRetry={() => window.location.reload()} />;
}
