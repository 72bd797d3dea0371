import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { holdsWithin } from "@formwork/engine/testing/eventually";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { isRunning } from "./testing/processes.ts";
import { createWorkerFolder } from "./worker-folder.ts";

describe("the folder of a worker", () => {
  const tmp = temporaryFolder();
  const folderOf = (workerId: string, isAlone = false) =>
    createWorkerFolder({ tmp: tmp.path(), workerId, isAlone });
  async function cleanUp(isAlone = false): Promise<string[]> {
    const taken: string[] = [];
    await folderOf("new", isAlone).cleanUp(async (ids) => void taken.push(...ids));
    return taken;
  }
  /** Makes the folder of a worker whose process does not run any more. */
  async function aDeadOne(workerId: string): Promise<string> {
    const folder = folderOf(workerId);
    await folder.open();
    const file = join(folder.path, "owner.json");
    const owner = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...owner, startedAt: "1" }));
    return folder.path;
  }

  it("is removed with its worker", async () => {
    const folder = folderOf("one");
    await folder.open();
    await mkdir(join(folder.path, "attempt"));
    await folder.remove();
    expect(await readdir(tmp.path())).to.deep.equal([]);
  });

  it("is left alone while its worker runs", async () => {
    const folder = folderOf("running");
    await folder.open();
    expect(await cleanUp()).to.deep.equal([]);
    expect(existsSync(folder.path)).to.equal(true);
    await folder.remove();
  });

  it("is cleaned up by another when its worker was killed, with the processes in it", async () => {
    const folder = await aDeadOne("dead");
    const left = spawn("sleep", ["300"], { env: { FORMWORK_FOLDER: join(folder, "attempt") } });
    expect(await cleanUp()).to.deep.equal(["dead"]);
    expect(await holdsWithin(async () => !(await isRunning(left.pid ?? 0)), 5000)).to.equal(true);
    expect(existsSync(folder)).to.equal(false);
  });

  it("stays until the jobs of its worker are taken over", async () => {
    const folder = await aDeadOne("dead");
    const failing = folderOf("new").cleanUp(() => Promise.reject(new Error("no store")));
    expect(await failing.catch(String)).to.equal("Error: no store");
    expect(existsSync(folder)).to.equal(true);
    expect(await cleanUp()).to.deep.equal(["dead"]);
  });

  it("of another machine is judged by its age, and by nothing where no other can be", async () => {
    const folder = folderOf("elsewhere");
    await folder.open();
    const file = join(folder.path, "owner.json");
    const owner = JSON.parse(await readFile(file, "utf8"));
    await writeFile(file, JSON.stringify({ ...owner, space: "another machine" }));
    expect(await cleanUp()).to.deep.equal([]);
    await utimes(folder.path, 1, 1);
    expect(await cleanUp()).to.deep.equal(["elsewhere"]);
    await folder.open();
    expect(await cleanUp(true)).to.deep.equal(["elsewhere"]);
    await folder.remove();
  });
});
