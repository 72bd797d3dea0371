import ErrorOutlined from "@mui/icons-material/ErrorOutlined";
import { refusalText } from "../../lib/api/errors/problem-text.ts";
import { WaitButton } from "../wait-button.tsx";
import { EmptyState } from "./empty-state.tsx";

/** Shows an error in place of the content, with a button that retries once the server allows it. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, detail, traceId } = refusalText(error);
  return (
    <EmptyState
      icon={ErrorOutlined}
      title={title}
      action={
        onRetry && (
          <WaitButton error={error} variant="outlined" onClick={onRetry}>
            Try again
          </WaitButton>
        )
      }
    >
      {detail}
      {traceId !== "" && <small style={{ display: "block", marginTop: 6 }}>Trace {traceId}</small>}
    </EmptyState>
  );
}
