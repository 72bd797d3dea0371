import type { JobOptions } from "../../steps/job-options.ts";
import type { Standing } from "../../steps/transition.ts";
import type { Database } from "../connection/database.ts";
import type { FixedRow } from "./rows.ts";

/** Writes the options of a job where lists look for them; `standings` has its own copy. */
export function createOptionsWriter(database: Database) {
  const write = database.statement(
    "update jobs set priority = ?, queue = ?, tags = ? where no = ?",
  );
  const removeTag = database.statement(
    "delete from job_tags where tag = ? and createdAt = ? and job = ?",
  );
  const insertTag = database.statement(
    "insert into job_tags values (?, ?, ?) on conflict do nothing",
  );
  return ({ no, createdAt, tags: before }: FixedRow, { priority, queue, tags }: JobOptions) => {
    write.run(priority, queue, JSON.stringify(tags), no);
    for (const tag of tagsOf(before)) removeTag.run(tag, createdAt, no);
    for (const tag of tags) insertTag.run(tag, createdAt, no);
  };
}

/** Reads the options that a person gave a job. */
export function optionsOf({ options }: Pick<Standing<number>, "options">): JobOptions {
  return JSON.parse(options ?? "{}");
}

function tagsOf(text: string): string[] {
  return JSON.parse(text);
}
