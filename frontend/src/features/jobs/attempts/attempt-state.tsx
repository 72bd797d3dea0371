import type { Attempt } from "@formwork/contracts/job";
import type { JobState } from "@formwork/contracts/states";
import Box from "@mui/material/Box";
import { stateIcons } from "../../../components/chips/state-chip.tsx";

/** The job state whose icon and colour each state of an attempt has. */
const jobStateFor: Record<Attempt["state"], JobState> = {
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
  superseded: "retrying",
  released: "queued",
};

/** Shows the state of an attempt as icon, word and colour. */
export function AttemptState({ state }: { state: Attempt["state"] }) {
  const jobState = jobStateFor[state];
  const Icon = stateIcons[jobState];
  return (
    <Box
      component="span"
      sx={(theme) => ({
        display: "inline-flex",
        alignItems: "center",
        gap: 0.75,
        color: theme.vars?.palette.state[jobState],
        fontWeight: 500,
      })}
    >
      <Icon aria-hidden sx={{ fontSize: 16 }} />
      {state}
    </Box>
  );
}
