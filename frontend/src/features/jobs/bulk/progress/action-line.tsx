import type { JobActionProgress } from "@formwork/contracts/job-action";
import Close from "@mui/icons-material/Close";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import LinearProgress from "@mui/material/LinearProgress";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useToast } from "../../../../components/toasts/use-toast.ts";
import { client } from "../../../../lib/api/client.ts";
import { problemText } from "../../../../lib/api/errors/problem-text.ts";
import { progressText } from "../action-words.ts";
import { showAction } from "./actions-cache.ts";
import { ownActions } from "./own-actions.ts";

type LineProps = { action: JobActionProgress; onClose: () => void };

/** Shows how far an action has come, with a button that stops it, or how it ended. */
export function ActionLine({ action, onClose }: LineProps) {
  const stop = useStopAction();
  const text = progressText(action);
  const { total, done, failed, finishedAt, state } = action;
  const percent = total === null || total === 0 ? null : ((done + failed) / total) * 100;
  return (
    <Box role="group" aria-label={text} sx={line}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: "flex", gap: 1, justifyContent: "space-between" }}>
          <span role={finishedAt === null ? undefined : "status"}>{text}</span>
          {finishedAt === null && total !== null && (
            <Box component="span" sx={counts}>
              {(done + failed).toLocaleString("en")} of {total.toLocaleString("en")}
            </Box>
          )}
        </Box>
        {finishedAt === null && (
          <LinearProgress
            aria-label={text}
            {...(percent === null ? {} : { variant: "determinate", value: percent })}
            sx={{ mt: 0.5, height: 3 }}
          />
        )}
      </Box>
      {finishedAt !== null && (
        <IconButton size="small" aria-label="Close this result" onClick={onClose}>
          <Close fontSize="small" />
        </IconButton>
      )}
      {state === "running" && (
        <Button
          size="small"
          color="inherit"
          variant="outlined"
          disabled={stop.isPending}
          onClick={() => stop.mutate(action.id)}
        >
          Stop
        </Button>
      )}
    </Box>
  );
}

function useStopAction() {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (id: string) => client.call("actions.stop", { params: { id } }),
    onSuccess: (action) => {
      ownActions.add(action.id);
      showAction(queries, action);
    },
    onError: (error) => toast({ severity: "error", text: problemText(error).detail }),
  });
}

const line = {
  display: "flex",
  alignItems: "center",
  gap: 1.5,
  minHeight: 44,
  px: { xs: 2, sm: 3 },
  py: 0.5,
  fontSize: "0.8125rem",
  borderBottom: 1,
  borderColor: "divider",
  bgcolor: "background.paper",
} as const;

const counts = { color: "text.secondary", fontVariantNumeric: "tabular-nums", flex: "none" };
