import { type FormworkEvent, isJobEvent } from "@formwork/contracts/events/events";
import { isFinal } from "@formwork/contracts/states";

/** True for an event that says that a job has ended. */
export function endsJob(event: FormworkEvent): boolean {
  return isJobEvent(event) && event.type !== "job.deleted" && isFinal(event.data.state);
}
