import type { Principal } from "@formwork/contracts/account";
import type { ScheduleDeps } from "../schedule-deps.ts";
import type { ScheduleRow } from "../schedule-tables.ts";
import { findMakerOf } from "./find-maker-of.ts";

/** Returns in whose name a schedule makes jobs for a caller: its maker's, as long as that one may. */
export async function inWhoseName(
  deps: Pick<ScheduleDeps, "maker">,
  row: Pick<ScheduleRow, "createdBy" | "template">,
  caller: Principal,
): Promise<Principal> {
  const maker = await findMakerOf(deps, row);
  return "fault" in maker ? caller : maker.principal;
}

/**
 * Returns the change of a schedule that somebody starts: it gets a new maker where the old one may not
 * run it any more, since it would pause again at once.
 */
export async function takenOver(
  deps: Pick<ScheduleDeps, "maker">,
  row: Pick<ScheduleRow, "createdBy" | "template">,
  caller: Principal,
): Promise<Pick<ScheduleRow, "createdBy">> {
  const { id } = await inWhoseName(deps, row, caller);
  return { createdBy: id };
}
