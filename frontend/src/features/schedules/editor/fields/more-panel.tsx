import ArrowIcon from "@mui/icons-material/KeyboardArrowDownRounded";
import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Collapse from "@mui/material/Collapse";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import { useId, useState } from "react";
import { lazyPart } from "../../../../components/lazy/lazy-part.tsx";
import { faultOf } from "../schedule-draft.ts";
import type { DraftFieldsProps } from "./when-fields.tsx";

const heightPx = 900;
const MoreFields = lazyPart(async () => (await import("./more-fields.tsx")).MoreFields, heightPx);

const names = [
  ...["misfireWindow", "misfireLimit", "maxFailures", "jitter", "startsAt", "endsAt"],
  ...["blackoutDates", "queue", "tags"],
];

/** Folds the rarer fields away; one that is wrong unfolds them. */
export function MorePanel({
  isOpenAtFirst,
  ...fields
}: DraftFieldsProps & { isOpenAtFirst: boolean }) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const bodyId = useId();
  const isShown = isOpen || names.some((name) => faultOf(fields.faults, name) !== undefined);
  return (
    <Paper variant="outlined">
      <ButtonBase
        aria-expanded={isShown}
        aria-controls={bodyId}
        onClick={() => setOpen(!isShown)}
        sx={{ width: 1, justifyContent: "flex-start", gap: 0.5, p: 1.5, font: "inherit" }}
      >
        <ArrowIcon sx={{ fontSize: 18, transform: isShown ? "none" : "rotate(-90deg)" }} />
        <Typography component="h2" variant="h3">
          More options
        </Typography>
        <Typography
          component="span"
          sx={{ ml: "auto", fontSize: "0.75rem", color: "text.secondary" }}
        >
          Missed runs, overlap, start and end
        </Typography>
      </ButtonBase>
      <Collapse in={isShown} id={bodyId} unmountOnExit>
        <Box sx={{ px: 2, pb: 2 }}>
          <MoreFields {...fields} />
        </Box>
      </Collapse>
    </Paper>
  );
}
