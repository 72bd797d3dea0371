import { jobFilters, jobSorts, timeFields } from "@formwork/contracts/job-query";
import { jobStates } from "@formwork/contracts/states";
import { nearest } from "@formwork/contracts/text/nearest";
import { isFilterName, type Param } from "../job-view.ts";

/** Describes a fault of a view, and suggests the known name that is nearest. */
export function faultText([name, value]: Param): string {
  if (name === "state") return `There is no state “${value}”.${suggestion(value, jobStates)}`;
  if (name === "sort") return `There is no order “${value}”.${suggestion(value, jobSorts)}`;
  if (name === "timeField")
    return `There is no time “${value}” of a job.${suggestion(value, timeFields)}`;
  if (name === "from" || name === "to") return `“${value}” is not a time.`;
  if (isFilterName(name)) return `“${name}” is given more than once.`;
  return `There is no filter “${name}”.${suggestion(name, Object.keys(jobFilters))}`;
}

function suggestion(text: string, known: readonly string[]): string {
  const near = nearest(text, known);
  return near === undefined ? "" : ` Is it “${near}”?`;
}
