import { mayRunTemplate } from "@formwork/contracts/policies/templates";
import type { ScheduleDeps } from "../schedule-deps.ts";
import type { ScheduleRow } from "../schedule-tables.ts";
import type { Maker } from "./makers.ts";

/** Returns on whose behalf a schedule fires, or why it cannot any more. */
export async function findMakerOf(
  deps: Pick<ScheduleDeps, "maker">,
  { createdBy, template }: Pick<ScheduleRow, "createdBy" | "template">,
): Promise<Maker> {
  const maker = await deps.maker(createdBy);
  if ("fault" in maker || mayRunTemplate(maker.principal, template)) return maker;
  return { fault: `${maker.principal.email}, who made it, may not run ${template} any more` };
}
