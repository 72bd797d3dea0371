import type { Attempt } from "@formwork/contracts/job";
import type { JobState } from "@formwork/contracts/states";
import Box from "@mui/material/Box";
import { stateIcons } from "../../../components/state-chip.tsx";

/** Attempts end in two ways of their own; they borrow the look of the state nearest to them. */
const looksLike: Record<Attempt["state"], JobState> = {
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
  superseded: "retrying",
  released: "queued",
};

/** How an attempt stands: sign, word and colour. */
export function AttemptState({ state }: { state: Attempt["state"] }) {
  const look = looksLike[state];
  const Icon = stateIcons[look];
  return (
    <Box
      component="span"
      sx={(theme) => ({
        display: "inline-flex",
        alignItems: "center",
        gap: 0.75,
        color: theme.vars?.palette.state[look],
        fontWeight: 500,
      })}
    >
      <Icon aria-hidden sx={{ fontSize: 16 }} />
      {state}
    </Box>
  );
}
