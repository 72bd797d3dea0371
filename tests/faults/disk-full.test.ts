import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { aHome, signedIn, startFormwork } from "../support/formwork.ts";
import { jobEnds } from "../support/job-ends.ts";
import { execute } from "../support/servers/run-server.ts";
import { writeTemplates } from "./harness/fleet/effects.ts";
import { fleetSettings } from "./harness/fleet/fleet.ts";

/** Room for the database, in MB: enough to start, and soon full. */
const smallMb = 24;
const largeMb = 200;
const padding = "x".repeat(200_000);
const statusOf = (error: unknown) => (error as { problem?: { status?: number } }).problem?.status;

describe("a disk that is full", function () {
  this.timeout(120_000);

  it("refuses jobs with 503, keeps those that were acknowledged, and goes on when there is room", async () => {
    const [{ home, remove }, elsewhere] = await Promise.all([aHome(), aHome()]);
    await execute("mount", ["-t", "tmpfs", "-o", `size=${smallMb}m`, "tmpfs", home]);
    try {
      const { folder, file } = await writeTemplates(elsewhere.home);
      const running = await startFormwork(home, { ...fleetSettings, FORMWORK_TEMPLATES: folder });
      try {
        const client = await signedIn(running);
        const submit = (text: string) =>
          client.call("jobs.create", {
            body: { template: "effect", payload: { file, ms: 0, text } },
          });
        const acknowledged: string[] = [];
        const refusals: unknown[] = [];
        while (refusals.length < 10 && acknowledged.length < 1000) {
          await submit(padding).then(
            ({ id }) => acknowledged.push(id),
            (error) => refusals.push(error),
          );
        }
        expect(refusals.map(statusOf)).to.deep.equal(refusals.map(() => 503));
        expect((await fetch(`${running.url}/health/live`)).status).to.equal(200);
        const ready = await fetch(`${running.url}/health/ready`);
        expect(ready.status).to.equal(503);
        expect(await ready.text()).to.contain("the disk is full");
        const lines = running.logs.map((line) => JSON.parse(line));
        expect(lines.filter(({ event }) => event === "store.unwritable")).to.have.length(1);
        const claims = lines.filter(
          (line) => line.event === "loop.failed" && line.loop === "claim",
        );
        expect(claims).to.have.length.below(3);

        await execute("mount", ["-o", `remount,size=${largeMb}m`, home]);
        const { id } = await eventually(
          () => submit("").catch(() => null),
          "a job to be taken",
          60_000,
        );
        for (const one of [...acknowledged, id]) await jobEnds(client, one);
        const isReady = async () => (await fetch(`${running.url}/health/ready`)).ok;
        await eventually(isReady, "readiness", 60_000);
      } finally {
        await running.kill("SIGKILL");
      }
    } finally {
      await execute("umount", ["-l", home]);
      await Promise.all([remove(), elsewhere.remove()]);
    }
  });

  it("ends a start with one message that says so, before there is a lock or a database", async () => {
    const { home, remove } = await aHome();
    await execute("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", home]);
    try {
      await writeFile(join(home, "all"), "x".repeat(2 ** 20)).catch(() => undefined);
      const refusal = await startFormwork(home).then(
        () => "it started",
        (error: Error) => error.message,
      );
      expect(refusal).to.contain("formwork ended with 1");
      expect(refusal).to.match(/FORMWORK_HOME cannot be used: .* is full$/);
    } finally {
      await execute("umount", ["-l", home]);
      await remove();
    }
  });
});
