import type { JobConfinement } from "@formwork/contracts/worker";

const users: Record<JobConfinement["runAs"], string> = {
  "user-each": "Each job runs as a user of its own",
  "one-user": "Jobs run as one user, which is not the worker's",
  worker: "Jobs run as the worker's own user",
};

/** Says how the jobs of a worker are confined; `isOpen` where they can reach what they should not. */
export function confinementText({ runAs, hidden, limited }: JobConfinement): {
  text: string;
  isOpen: boolean;
} {
  const reach = hidden ? "kept from its secrets" : "and reach its secrets";
  const limits = limited ? "with limits" : "without limits";
  const text = [users[runAs], ...(runAs === "worker" ? [reach] : []), limits].join(", ");
  return { text, isOpen: !hidden || !limited };
}
