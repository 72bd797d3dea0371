import ErrorOutlined from "@mui/icons-material/ErrorOutlined";
import Button from "@mui/material/Button";
import { problemOf } from "../lib/api/problem-text.ts";
import { Message } from "./empty-state.tsx";

/** Says what could not be loaded and offers another try. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { title, detail, traceId } = problemOf(error);
  return (
    <Message
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
    </Message>
  );
}
