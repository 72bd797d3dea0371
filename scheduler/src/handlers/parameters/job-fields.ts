import { Job } from "@formwork/contracts/job";
import { joinWords } from "@formwork/contracts/text/join-words";
import { fail } from "@formwork/engine/errors";

const known = Object.keys(Job.properties);

/** Makes what leaves a job the fields that a caller names; all without a list. */
export function jobFields(text: string | undefined): (job: Job) => Job {
  if (text === undefined) return (job) => job;
  const wanted = ["id", ...text.split(",")];
  const unknown = wanted.find((field) => !known.includes(field));
  if (unknown !== undefined) refuse(unknown);
  // The caller asked for less than a whole job.
  return (job) =>
    Object.fromEntries(Object.entries(job).filter(([field]) => wanted.includes(field))) as Job;
}

function refuse(field: string): never {
  const message = `has no field ${field}; a job has ${joinWords(known, "and")}`;
  return fail("invalid-request", `/query/fields ${message}`, [
    { pointer: "/query/fields", message, keyword: "enum" },
  ]);
}
