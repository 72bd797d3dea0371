import type { Client } from "@formwork/contracts/client/client";
import type { JobState } from "@formwork/contracts/states";
import { eventually } from "@formwork/engine/testing/eventually";
import type { Page } from "playwright-core";
import type { Site } from "./site.ts";

/** Waits until a job is in a state, for 30 s at most. */
export async function jobReaches(client: Client, id: string, state: JobState): Promise<void> {
  await eventually(
    async () => (await client.call("jobs.get", { params: { id } })).state === state,
    `the job ${id} to be ${state}`,
    30_000,
  );
}

/** Waits until a page is that of a job, and returns the id of the job. */
export async function shownJobId(page: Page): Promise<string> {
  await page.waitForURL(/\/jobs\/[\w-]+$/);
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

/** The page of a job of the shipped template `sample-job`. */
export function jobPage(site: Site) {
  return {
    /** Finds a button by its whole name, or by a pattern. */
    button: (name: string | RegExp) =>
      site.page.getByRole("button", { name, exact: typeof name === "string" }),
    /** Finds the state that the page shows. */
    state: (name: string) => site.page.getByRole("main").getByText(name, { exact: true }).first(),
    /** Creates a job, waits until it reaches a state where one is given, and opens its page. */
    async open(payload: Record<string, unknown>, state?: JobState): Promise<string> {
      const { id } = await site.client.call("jobs.create", {
        body: { template: "sample-job", payload },
      });
      if (state !== undefined) await jobReaches(site.client, id, state);
      await site.page.goto(`/jobs/${id}`);
      await site.page.getByRole("heading", { name: "Sample job", level: 1 }).waitFor();
      return id;
    },
  };
}
