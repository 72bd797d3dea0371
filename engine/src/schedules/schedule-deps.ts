import type { Announce } from "../announcements/announcer.ts";
import type { ControlDeps } from "../jobs/control.ts";
import type { SubmitDeps } from "../jobs/submission/submit.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Table } from "../store/table.ts";
import type { FindMaker } from "./makers/makers.ts";
import type { ScheduleRow, SlotRow } from "./schedule-tables.ts";

/** What the verbs of schedules need. */
export type ScheduleDeps = SubmitDeps &
  ControlDeps & {
    telemetry: Telemetry;
    schedules: Table<ScheduleRow>;
    slots: Table<SlotRow>;
    announce: Announce<ScheduleRow>;
    /** Called with a schedule that Formwork paused by itself, and why. */
    halted?: (schedule: { id: string; reason: string }) => void;
    maker: FindMaker;
  };
