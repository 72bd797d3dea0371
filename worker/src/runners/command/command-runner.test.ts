import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandRun } from "@formwork/contracts/run";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { holdsWithin } from "@formwork/engine/testing/eventually";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { uncopied } from "../../code/code-folder.ts";
import { isRunning } from "../../testing/processes.ts";
import { runOne } from "../../testing/run-one.ts";
import { unconfined } from "../confinement/confinement.ts";
import { createSupervisor, type Supervisor } from "../process/supervisor.ts";
import { createCommandRunner } from "./command-runner.ts";

describe("a command job", () => {
  const folder = temporaryFolder();
  let supervisor: Supervisor;
  beforeEach(() => {
    supervisor = createSupervisor({ telemetry: silentTelemetry() });
  });
  afterEach(() => supervisor.close());

  const tmp = () => join(folder.path(), "tmp");
  const run = (
    run: Omit<CommandRun, "kind">,
    payload: Record<string, unknown> = {},
    named: Record<string, string> = {},
  ) =>
    runOne(
      createCommandRunner({
        folderOf: uncopied(folder.path()),
        tmpFolder: tmp(),
        supervisor,
        confinement: unconfined,
      }),
      anAssignment({
        run: { kind: "command", ...run },
        ...{ payload, named },
        traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        attempt: 2,
      }),
    );
  const sh = (script: string, payload: Record<string, unknown> = {}) =>
    run({ argv: ["sh", "-c", script] }, payload);
  const texts = (job: { lines: { text: string }[] }) => job.lines.map(({ text }) => text);

  it("reads its payload from standard input and writes lines to the log", async () => {
    const job = sh("cat; echo; echo on stderr >&2", { a: "ü" });
    expect(await job.outcome).to.deep.equal({ outcome: "succeeded", result: null, exitCode: 0 });
    expect(job.lines).to.have.deep.members([
      { stream: "stdout", text: '{"a":"ü"}' },
      { stream: "stderr", text: "on stderr" },
    ]);
  });

  it("has secrets that its template names in variables, and not on its command line", async () => {
    const argv = ["sh", "-c", 'echo "$T|$W"; cat'];
    const env = { T: "{{secret.TOKEN}}", W: "{{payload.who}}" };
    const job = run({ argv, env }, { who: "{{secret.TOKEN}}" }, { TOKEN: "open-sesame" });
    await job.outcome;
    expect(texts(job)).to.have.members([
      "open-sesame|{{secret.TOKEN}}",
      '{"who":"{{secret.TOKEN}}"}',
    ]);
  });

  it("logs lines while it runs", async () => {
    const job = sh("echo first; read -r never </dev/zero");
    await job.line(/first/);
    job.abort("fenced");
    await job.outcome;
  });

  it("is not run by a shell", async () => {
    const word = "; touch pwned $(id) `id` \"' \n *";
    const job = run({ argv: ["printf", "[%s]", "--", "{{payload.word}}"] }, { word });
    await job.outcome;
    expect(texts(job).join("\n")).to.equal(`[--][${word}]`);
  });

  it("has the JSON in $FORMWORK_RESULT as its result, whatever it prints", async () => {
    const job = sh(`echo '{"result":"printed"}'; echo '{"n":1}' > "$FORMWORK_RESULT"`);
    expect(await job.outcome).to.deep.equal({
      outcome: "succeeded",
      result: { n: 1 },
      exitCode: 0,
    });
  });

  it("fails when that is not JSON or too large", async () => {
    expect(await sh('echo "{" > "$FORMWORK_RESULT"').outcome).to.deep.include({
      outcome: "failed",
      reason: "invalid-result",
    });
    expect(await sh('head -c 2000000 /dev/zero > "$FORMWORK_RESULT"').outcome).to.deep.include({
      outcome: "failed",
      reason: "too-large",
    });
  });

  it("fails when a value of that would be changed, and says which", async () => {
    const changed = {
      '{"id":[9007199254740993]}': "/id/0 is too long a number",
      '{"n":1e400}': "/n is too large a number",
      '{"a":1,"a":2}': "/a is given more than once",
      '{"a":{"__proto__":{}}}': "/a/__proto__ is not allowed",
    };
    for (const [json, words] of Object.entries(changed)) {
      const outcome = await sh(`printf '%s' '${json}' > "$FORMWORK_RESULT"`).outcome;
      expect(outcome).to.deep.include({ outcome: "failed", reason: "invalid-result", exitCode: 0 });
      expect(outcome).to.have.property("message").that.contains(words);
    }
    expect(await sh(`printf '"\\377"' > "$FORMWORK_RESULT"`).outcome)
      .to.have.property("message")
      .that.contains("UTF-8");
  });

  it("fails when that is a link, a pipe or a folder, and reads none of them", async () => {
    const secret = join(folder.path(), "secret.json");
    await writeFile(secret, '"secret"');
    for (const make of [`ln -s '${secret}'`, "ln -s /nowhere", "mkfifo", "mkdir"]) {
      const outcome = await sh(`${make} "$FORMWORK_RESULT"`).outcome;
      expect(outcome, make).to.deep.include({ outcome: "failed", reason: "invalid-result" });
      expect(outcome, make)
        .to.have.property("message")
        .that.contains("$FORMWORK_RESULT is no plain file");
    }
  });

  it("reports the lines in $FORMWORK_PROGRESS as progress while it runs", async () => {
    const job = sh('echo "40 half way" >> "$FORMWORK_PROGRESS"; read -r never </dev/zero');
    expect(await holdsWithin(() => job.reports.length > 0, 3000)).to.equal(true);
    expect(job.reports).to.deep.equal([{ percent: 40, message: "half way" }]);
    job.abort("fenced");
    await job.outcome;
  });

  it("ends when it is aborted, however much it writes as progress", async function () {
    this.timeout(20_000);
    const endless = sh('echo up; while :; do echo "1 more" >> "$FORMWORK_PROGRESS"; done');
    const sparse = sh('truncate -s 1T "$FORMWORK_PROGRESS"; echo up; read -r never </dev/zero');
    for (const job of [endless, sparse]) {
      await job.line(/up/);
      job.abort("fenced");
      await job.outcome;
    }
    const ended = sh('truncate -s 1T "$FORMWORK_PROGRESS"; echo "60 end" >> "$FORMWORK_PROGRESS"');
    expect(await ended.outcome).to.deep.include({ outcome: "succeeded" });
  });

  it("fails with its exit code and its last line on stderr", async () => {
    expect(await sh("echo careful >&2; echo no such table >&2; exit 3").outcome).to.deep.equal({
      outcome: "failed",
      reason: "exit",
      message: "The program exited with code 3: no such table",
      details: { stderr: ["careful", "no such table"] },
      exitCode: 3,
    });
    expect(await sh("kill -SEGV $$").outcome).to.deep.include({
      outcome: "failed",
      reason: "signal",
    });
  });

  it("fails with the line that names the error when the runtime writes more after it", async () => {
    const node = run({
      argv: [process.execPath, "--eval", "throw new RangeError('\\u001b[31mtoo far\\u001b[0m')"],
    });
    const outcome = await node.outcome;
    expect(outcome).to.deep.include({
      reason: "exit",
      message: "The program exited with code 1: RangeError: too far",
    });
    expect(outcome).to.have.nested.property("details.stderr").that.includes("RangeError: too far");
    expect(texts(node).at(-1), "what the runtime writes last").to.match(/^Node\.js v/);
    expect(await sh("/no/such/tool --now").outcome)
      .to.have.property("message")
      .that.matches(/^The program exited with code 127: .*not found/);
  });

  it("fails without a retry when its program or folder is missing or not executable", async () => {
    await writeFile(join(folder.path(), "plain"), "");
    expect(await run({ argv: ["no-such-program"] }).outcome).to.deep.include({
      reason: "not-found",
      fatal: true,
    });
    expect(await run({ argv: ["./plain"] }).outcome).to.deep.include({
      reason: "not-executable",
      fatal: true,
    });
    expect(await run({ argv: ["true"], cwd: "missing" }).outcome).to.deep.include({
      reason: "not-found",
      fatal: true,
    });
    expect(
      await run({ argv: ["echo", "{{payload.x}}"] }, { x: "x".repeat(3_000_000) }).outcome,
    ).to.deep.include({
      reason: "too-large",
      fatal: true,
    });
  });

  it("gets a short list of the worker's environment variables", async () => {
    process.env.FORMWORK_TOKEN_SECRET = "hush";
    const job = run(
      { argv: ["env"], env: { GREETING: "hello {{payload.name}}" } },
      { name: "you" },
    );
    await job.outcome;
    delete process.env.FORMWORK_TOKEN_SECRET;
    const env = Object.fromEntries(texts(job).map((line) => line.split(/=(.*)/s).slice(0, 2)));
    expect(env).to.include({
      GREETING: "hello you",
      FORMWORK_JOB_ID: "job-1",
      FORMWORK_ATTEMPT: "2",
      FORMWORK_TEMPLATE: "sample",
      FORMWORK_TRACE_ID: "0af7651916cd43dd8448eb211c80319c",
    });
    const known = [
      "PATH",
      "LANG",
      "LC_ALL",
      "TZ",
      "HOME",
      "TMPDIR",
      "GREETING",
      "FORMWORK_RESULT",
      "FORMWORK_PROGRESS",
      "FORMWORK_FOLDER",
    ];
    const rest = Object.keys(env).filter((name) => !known.includes(name));
    expect(rest).to.have.members([
      "FORMWORK_JOB_ID",
      "FORMWORK_ATTEMPT",
      "FORMWORK_TEMPLATE",
      "FORMWORK_TRACE_ID",
    ]);
  });

  it("runs in a new folder, which is removed, unless its template names one", async () => {
    const job = sh("pwd; touch litter");
    await job.outcome;
    expect(texts(job)[0]).to.match(new RegExp(`^${tmp()}/\\w+/work$`));
    expect(await readdir(tmp())).to.deep.equal([]);
    await mkdir(join(folder.path(), "data"));
    const there = run({ argv: ["pwd"], cwd: "{{payload.where}}" }, { where: "data" });
    await there.outcome;
    expect(texts(there)).to.deep.equal([join(folder.path(), "data")]);
  });

  it("is ended with its children and grandchildren when it is cancelled", async () => {
    const job = sh("sh -c 'sleep 300 & echo grandchild $!; wait' & echo child $!; wait");
    const pids = (await Promise.all([job.line(/^child/), job.line(/^grandchild/)])).map((line) =>
      Number(line.split(" ")[1]),
    );
    job.abort("lost");
    expect(await job.outcome).to.deep.include({ reason: "signal" });
    for (const pid of pids) expect(await isRunning(pid)).to.equal(false);
  });

  it("may clean up at TERM, and is killed when it does not end", async function () {
    this.timeout(15_000);
    const willing = sh(
      "trap 'echo cleaned; sleep 0.5; exit 7' TERM; echo ready; while :; do sleep 0.05; done",
    );
    await willing.line(/ready/);
    willing.abort("timeout");
    expect(await willing.outcome).to.deep.include({ reason: "exit", exitCode: 7 });
    expect(
      texts(willing).filter((text) => text === "cleaned"),
      "one TERM",
    ).to.have.length(1);

    const unwilling = sh("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    await unwilling.line(/ready/);
    const started = performance.now();
    unwilling.abort("timeout");
    await unwilling.outcome;
    expect(performance.now() - started).to.be.within(4500, 15_000);
  });

  it("is killed at once when its lease may have expired", async () => {
    const job = sh("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    await job.line(/ready/);
    const started = performance.now();
    job.abort("fenced");
    await job.outcome;
    expect(performance.now() - started, "without the five seconds").to.be.below(4500);
  });

  it("leaves no process in the background when it ends", async () => {
    const job = sh("sleep 300 & echo $!");
    await job.outcome;
    expect(await holdsWithin(async () => !(await isRunning(Number(texts(job)[0]))), 1000)).to.equal(
      true,
    );
  });

  describe("leaves nothing of what detached itself", () => {
    const detached = {
      "in a session of its own": "setsid sh -c 'echo pid $$; exec sleep 300' &",
      "by a double fork": "(setsid sh -c 'sh -c \"echo pid \\$\\$; exec sleep 300\" &' &);",
      "far from its folder":
        "cd /; setsid sh -c 'echo pid $$; exec sleep 300' </dev/null 2>/dev/null &",
      "with an empty environment": "env -i setsid sh -c 'echo pid $$; exec sleep 300' &",
      "with an empty environment, far from its folder":
        "cd /; env -i setsid sh -c 'echo pid $$; exec sleep 300' &",
      "so as well, by a double fork, with its output elsewhere":
        "cd /; (env -i setsid sh -c 'echo pid $$; exec sleep 300 </dev/null >/dev/null 2>&1' &);",
      "ignoring TERM": "setsid sh -c 'trap \"\" TERM; echo pid $$; while :; do sleep 0.1; done' &",
    };
    for (const [how, script] of Object.entries(detached)) {
      it(`${how}, when its program ends or is cancelled`, async () => {
        for (const [rest, cause] of [
          ["sleep 0.3", null],
          ["sleep 300", "lost"],
        ] as const) {
          const job = sh(`${script} ${rest}`);
          const pid = Number((await job.line(/^pid/)).split(" ")[1]);
          if (cause !== null) job.abort(cause);
          await job.outcome;
          expect(await isRunning(pid), rest).to.equal(false);
        }
      });
    }

    it("and touches no process of another attempt", async () => {
      const other = sh("setsid sh -c 'echo pid $$; exec sleep 300' & sleep 300");
      const pid = Number((await other.line(/^pid/)).split(" ")[1]);
      await sh("setsid sleep 300 &").outcome;
      expect(await isRunning(pid)).to.equal(true);
      other.abort("fenced");
      await other.outcome;
      expect(await isRunning(pid)).to.equal(false);
    });
  });
});
