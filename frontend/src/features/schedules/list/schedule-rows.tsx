import type { Schedule } from "@formwork/contracts/schedule";
import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import { useState } from "react";
import { useMay } from "../../../lib/api/people/use-may.ts";
import { useTemplateRights } from "../../../lib/api/templates/use-template-rights.ts";
import { useTemplateTitles } from "../../../lib/api/templates/use-template-titles.ts";
import { useScheduleActions } from "../actions/use-schedule-actions.tsx";
import { ScheduleRow } from "./schedule-row.tsx";
import { useHeldOrder } from "./use-held-order.ts";

/** Shows schedules as rows. They keep their places while the pointer is over them or a menu is open. */
export function ScheduleRows({ schedules }: { schedules: readonly Schedule[] }) {
  const titles = useTemplateTitles();
  const mayWrite = useMay("schedules:write");
  const { mayRun } = useTemplateRights();
  const { run, dialog } = useScheduleActions();
  const [isOver, setOver] = useState(false);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const shown = useHeldOrder(schedules, isOver || isMenuOpen);
  return (
    <Paper variant="outlined">
      <Box
        component="ul"
        aria-label="Schedules"
        sx={{ m: 0, p: 0, listStyle: "none" }}
        onPointerEnter={() => setOver(true)}
        onPointerLeave={() => setOver(false)}
      >
        {shown.map((schedule) => (
          <ScheduleRow
            key={schedule.id}
            schedule={schedule}
            title={titles.get(schedule.template) ?? schedule.template}
            mayRun={mayRun(schedule.template)}
            onAction={mayWrite ? run : null}
            onMenu={setMenuOpen}
          />
        ))}
      </Box>
      {dialog}
    </Paper>
  );
}
