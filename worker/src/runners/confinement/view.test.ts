import { execFile, spawn } from "node:child_process";
import { chmod, chown, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { createConfinement, findTools } from "./confinement.ts";
import { findTool } from "./find-tool.ts";
import { type View, viewPrefix } from "./view.ts";

const limits = { cpuSeconds: 60, memoryMb: 1024, processes: 64, fileMb: 10 };
const isRoot = process.getuid?.() === 0;
/** As whom a worker that is not root runs in these tests. */
const worker = isRoot ? { uid: 54_321, gid: 54_321 } : {};

describe("what a job sees of the tree of files", () => {
  const top = temporaryFolder();
  const at = (path: string) => join(top.path(), path);
  let confined: (view: View, script: string, asRoot: boolean) => Promise<string>;

  before(function () {
    const [unshare, sh, tools] = [findTool("unshare"), findTool("sh"), findTools()];
    if (unshare === null || sh === null || tools.setpriv === null) return this.skip();
    confined = async (view, script, asRoot) => {
      const hasView = view.hide.length + view.show.length > 0;
      const stage = at("stage");
      const words = hasView ? viewPrefix(view, { unshare, sh, stage }, { isRoot: asRoot }) : [];
      const users = asRoot ? { first: 54_322, last: 54_322, group: null } : null;
      const confinement = createConfinement({ users, most: limits, tools, view: words });
      const { prefix } = confinement.launch(limits, { user: await confinement.takeUser() });
      const [first = sh, ...rest] = [...prefix, sh, "-c", script];
      const run = promisify(execFile)(first, rest, asRoot ? {} : { ...worker });
      return run.then(
        ({ stdout, stderr }) => stdout + stderr,
        ({ stdout, stderr, message }) => stdout + stderr + message,
      );
    };
  });
  beforeEach(async () => {
    await mkdir(at("closed/code/deep"), { recursive: true });
    await mkdir(at("etc"));
    await writeFile(at("etc/secret"), "s3cr3t");
    await writeFile(at("closed/other"), "s3cr3t");
    await writeFile(at("closed/code/deep/file"), "a package");
    await chmod(top.path(), 0o755);
    await chmod(at("closed"), 0o700);
    if (isRoot) for (const path of ["etc", "etc/secret"]) await chown(at(path), 54_321, 54_321);
  });
  const nothing: View = { hide: [], show: [] };

  it("has no folder of secrets, without root", async function () {
    const view = { hide: [at("etc")], show: [] };
    if (!(await confined(view, "echo made", false)).startsWith("made")) return this.skip();
    const attack = `cat ${at("etc")}/secret`;
    expect(await confined(nothing, attack, false), "without").to.equal("s3cr3t");
    expect(await confined(view, attack, false)).to.contain("No such file");
    const regain = `umount ${at("etc")}; mount -t tmpfs x ${top.path()} && echo mounted`;
    expect(await confined(view, `${regain}; ${attack}`, false)).to.not.match(/s3cr3t|^mounted/);
  });

  it("has no environment and no memory of other processes of its user, without root", async function () {
    const view = { hide: [at("etc")], show: [] };
    if (!(await confined(view, "echo made", false)).startsWith("made")) return this.skip();
    const server = spawn("sleep", ["60"], { env: { PASSWORD: "s3cr3t" }, ...worker });
    try {
      const attack = `tr "\\0" "\\n" < /proc/${server.pid}/environ; exec 4<> /proc/${server.pid}/mem && echo opened`;
      expect(await confined(nothing, attack, false), "without").to.match(/s3cr3t\nopened/);
      expect(await confined(view, attack, false)).to.not.match(/s3cr3t|^opened/m);
    } finally {
      server.kill("SIGKILL");
    }
  });

  it("has the code in a closed folder, and nothing beside it, as another user than root", async function () {
    if (!isRoot) return this.skip();
    const view = { hide: [], show: [{ folder: at("closed/code"), below: at("closed") }] };
    if (!(await confined(view, "echo made", true)).startsWith("made")) return this.skip();
    const read = `cat ${at("closed/code/deep/file")}; cat ${at("closed/other")}`;
    expect(await confined(nothing, read, true)).to.contain("Permission denied");
    expect(await confined(view, read, true))
      .to.match(/^a package/)
      .and.not.contain("s3cr3t");
  });
});
