import type { OperationId } from "@formwork/contracts/operations/operations";

type Link = { operationId: OperationId; parameters: { id: string }; description: string };

const toJob = (operationId: OperationId, description: string): Link => ({
  operationId,
  parameters: { id: "$response.body#/id" },
  description,
});

/** How to go on after a job was made. */
const jobLinks: Record<string, Link> = {
  get: toJob("jobs.get", "Reads the job, and waits for its end"),
  cancel: toJob("jobs.cancel", "Cancels the job"),
  events: toJob("jobs.events", "Lists the events of the job"),
  stream: toJob("jobs.log-stream", "Follows its log, states and end"),
};

/** Returns the links of an operation's reply, or undefined where it has none. */
export function linksOf(id: string): Record<string, Link> | undefined {
  return ["jobs.create", "jobs.rerun", "schedules.trigger"].includes(id) ? jobLinks : undefined;
}
