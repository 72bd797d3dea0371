import type { JobAction } from "@formwork/contracts/job-action";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import LinearProgress from "@mui/material/LinearProgress";
import { TextLink } from "../../../components/link-components.tsx";
import { paths } from "../../../lib/paths.ts";
import { countText } from "../../../lib/text/count-text.ts";
import { shortId } from "../../../lib/text/short-id.ts";
import { fieldName } from "../field-name.ts";
import { actionText, reasonText } from "./action-text.ts";
import { useActionProgress, useStopAction } from "./use-action-progress.ts";

/** Shows how far an action on a group has come, with a button that stops it, and what was refused. */
export function ActionProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const action = useActionProgress(id).data;
  const stop = useStopAction(id);
  if (action === undefined) return null;
  const isOver = action.finishedAt !== null;
  return (
    <Alert
      severity={severityOf(action)}
      {...(isOver && { onClose })}
      action={
        isOver ? undefined : (
          <Button
            color="inherit"
            size="small"
            loading={stop.isPending || action.state === "stopping"}
            onClick={() => stop.mutate()}
          >
            Stop
          </Button>
        )
      }
      sx={{ mb: 2, "& .MuiAlert-message": { flex: 1, minWidth: 0 } }}
    >
      <div role="status">{actionText(action)}</div>
      {!isOver && <Bar action={action} />}
      <Refusals action={action} />
    </Alert>
  );
}

function severityOf({ state, failed }: JobAction) {
  if (state === "failed") return "error";
  if (state === "stopped" || failed > 0) return "warning";
  return state === "done" ? "success" : "info";
}

function Bar({ action: { total, done, failed } }: { action: JobAction }) {
  return (
    <LinearProgress
      aria-label="Jobs reached"
      sx={{ mt: 1 }}
      {...(total !== null && total > 0
        ? { variant: "determinate", value: Math.min(100, (100 * (done + failed)) / total) }
        : {})}
    />
  );
}

function Refusals({ action: { reasons } }: { action: JobAction }) {
  return (
    <Box component="ul" aria-label="Refused" sx={{ m: 0, pl: 2.5 }}>
      {reasons.map(({ code, count, sampleIds, errors = [], state }) => (
        <li key={`${code} ${state} ${JSON.stringify(errors)}`}>
          {countText(count, "job")} {reasonText(code)}
          {errors.map(({ pointer, message }) => (
            <Box key={pointer + message} sx={{ overflowWrap: "anywhere" }}>
              <strong>{fieldName(pointer.replace(/^\/payload/, ""))}</strong> {message}
            </Box>
          ))}
          {sampleIds.length > 0 && (
            <div>
              {sampleIds.map((id) => (
                <TextLink
                  key={id}
                  to={paths.job(id)}
                  color="inherit"
                  underline="always"
                  sx={{ mr: 1 }}
                >
                  {shortId(id)}
                </TextLink>
              ))}
            </div>
          )}
        </li>
      ))}
    </Box>
  );
}
