import ErrorOutlined from "@mui/icons-material/ErrorOutlined";
import Button from "@mui/material/Button";
import { problemText } from "../lib/api/problem-text.ts";
import { EmptyState } from "./empty-state.tsx";

/** Shows an error in place of the content, with a button that retries. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, detail, traceId } = problemText(error);
  return (
    <EmptyState
      icon={ErrorOutlined}
      title={title}
      action={
        onRetry && (
          <Button variant="outlined" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {detail}
      {traceId !== "" && <small style={{ display: "block", marginTop: 6 }}>Trace {traceId}</small>}
    </EmptyState>
  );
}
