import { isProblemError } from "@formwork/contracts/client/problem-error";
import Update from "@mui/icons-material/Update";
import Button from "@mui/material/Button";
import { useLocation, useNavigate, useRouteError } from "react-router";
import { EmptyState } from "../components/fallbacks/empty-state.tsx";
import { ErrorState } from "../components/fallbacks/error-state.tsx";
import { isOutdatedPage } from "../lib/bundle/load-code.ts";

const reload = () => window.location.reload();

/** Shows the error of a page that failed to load or render, and how to go on. */
export function PageError() {
  const error = useRouteError();
  const navigate = useNavigate();
  const location = useLocation();
  if (isOutdatedPage(error))
    return (
      <EmptyState
        icon={Update}
        title="Formwork was updated"
        action={
          <Button variant="contained" onClick={reload}>
            Reload
          </Button>
        }
      >
        {error.message}
      </EmptyState>
    );
  // Opening the page again loads its code again.
  const openAgain = () => void navigate(location, { replace: true, state: location.state });
  return <ErrorState error={error} onRetry={isProblemError(error) ? openAgain : reload} />;
}
