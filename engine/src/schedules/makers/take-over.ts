import type { Principal } from "@formwork/contracts/account";
import { fail } from "../../errors.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import type { ScheduleRow } from "../schedule-tables.ts";
import { findMakerOf } from "./find-maker-of.ts";

type Made = Pick<ScheduleRow, "createdBy" | "template">;

/**
 * Returns in whose name a schedule makes jobs. Fails with `schedule-not-active` where its maker may not
 * run it any more: it makes none, for nobody, until somebody takes it over.
 */
export async function requireMaker(
  deps: Pick<ScheduleDeps, "maker">,
  row: Made,
): Promise<Principal> {
  const maker = await findMakerOf(deps, row);
  return "fault" in maker
    ? fail(
        "schedule-not-active",
        `${maker.fault}: resume the schedule first, which then runs in your name`,
      )
    : maker.principal;
}

/**
 * Returns the change of a schedule that somebody starts: it gets a new maker where the old one may not
 * run it any more, since it would pause again at once.
 */
export async function takenOver(
  deps: Pick<ScheduleDeps, "maker">,
  row: Made,
  caller: Principal,
): Promise<Pick<ScheduleRow, "createdBy">> {
  const maker = await findMakerOf(deps, row);
  return { createdBy: "fault" in maker ? caller.id : row.createdBy };
}
