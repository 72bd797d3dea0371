import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobUsers } from "@formwork/engine/runtime/settings/job-users";
import { findConfinement } from "@formwork/worker/build-worker";

/** What a worker of these settings would say of its jobs, which is tried out in a folder of its own. */
export async function findJobs({
  home = "",
  templates = "",
  jobUsers = null,
}: {
  home?: string;
  templates?: string;
  jobUsers?: JobUsers | null;
}): ReturnType<typeof findConfinement> {
  const tmp = await mkdtemp(join(tmpdir(), "formwork-check-"));
  try {
    return await findConfinement({ home, templates, jobUsers }, tmp);
  } finally {
    await rm(tmp, { recursive: true, force: true });
  }
}
