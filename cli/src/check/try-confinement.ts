import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobUsers } from "@formwork/engine/runtime/settings/job-users";
import { findConfinement } from "@formwork/worker/build-worker";

/**
 * Finds how a worker with these settings would keep its jobs apart from itself, by trying it in a
 * temporary folder that is removed afterwards.
 */
export async function tryConfinement({
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
