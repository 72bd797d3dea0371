import { readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { usersOfProcesses } from "../../../../worker/src/runners/confinement/users-of-processes.ts";
import { type AttackedServer, attackedServer } from "../../../support/attacked-server.ts";

const settings = {
  FORMWORK_ADMIN_EMAIL: "ada@example.org",
  FORMWORK_ADMIN_PASSWORD: "correct horse battery",
  FORMWORK_DRAIN_TIMEOUT: "100ms",
};

/** Each attack runs as a real job; it says so where it was let through. */
type Attack = (server: AttackedServer) => Promise<string>;

// Only root can start programs as other users, and only then there is a guard to take away.
const isRoot = process.getuid?.() === 0;
(isRoot ? describe : describe.skip)("a job that runs as a user of its own", function () {
  this.timeout(120_000);
  let open: AttackedServer;
  let guarded: AttackedServer;
  before(async () => {
    const most = { FORMWORK_JOB_MEMORY_MB: "100000", FORMWORK_JOB_FILE_MB: "100000" };
    open = await attackedServer({ ...settings, ...most, FORMWORK_JOB_USER: "same" });
    guarded = await attackedServer(settings);
  });
  after(async () => {
    await open?.close();
    await guarded?.close();
  });

  /** An attack that gets `prize` where the guard is off, and is refused where it is on. */
  const bites = (attack: Attack, prize: RegExp) => async () => {
    expect(await attack(open), "without").to.match(prize);
    expect(await attack(guarded), "with").to.not.match(prize);
  };

  it("reads no secret that signs tokens", async () => {
    const attack: Attack = ({ home, shell }) => shell(`cat ${home}/etc/token-secret`);
    const prize = (server: AttackedServer) =>
      readFile(join(server.home, "etc/token-secret"), "utf8");
    expect(await attack(open), "without").to.include((await prize(open)).trim());
    expect(await attack(guarded)).to.not.include((await prize(guarded)).trim());
    expect(await attack(guarded)).to.match(/Permission denied/);
  });

  it(
    "reads no database",
    bites(({ home, shell }) => shell(`head -c 15 ${home}/data/formwork.db`), /SQLite format/),
  );

  it(
    "lists no folder of the installation",
    bites(({ home, shell }) => shell(`ls ${home} ${home}/data ${home}/tmp`), /formwork\.db/),
  );

  it(
    "reads no environment of the server",
    bites(
      ({ pid, shell }) => shell(`tr '\\0' '\\n' < /proc/${pid}/environ`),
      /FORMWORK_ADMIN_PASSWORD=correct/,
    ),
  );

  it(
    "reads and writes no memory of the server",
    bites(({ pid, shell }) => shell(`exec 4<> /proc/${pid}/mem && echo got in`), /^got in/m),
  );

  it(
    "sees no open file of the server",
    bites(({ pid, shell }) => shell(`ls -l /proc/${pid}/fd | grep -c formwork.db`), /^[1-9]/m),
  );

  it(
    "sends no signal to the server",
    bites(({ pid, shell }) => shell(`kill -CONT ${pid} && echo got in`), /^got in/m),
  );

  it("reads and signals no other job", async () => {
    const victim = 'echo secret > note; echo "at $PWD by $$"; sleep 20';
    const attack: Attack = async ({ begin, shell }) => {
      const { line } = await begin(victim, /^at /);
      const [, folder, pid] = /at (\S+) by (\d+)/.exec(line) ?? [];
      return shell(`cat ${folder}/note; kill -CONT ${pid} && echo sent; ls ${folder}/..`);
    };
    expect(await attack(open), "without").to.match(/^secret\nsent\n/);
    expect(await attack(guarded)).to.not.match(/secret$|sent$|work$/m);
  });

  it("gets no further by a link that takes the place of its file once that was checked", async () => {
    const attack: Attack = async ({ home, data, begin }) => {
      const file = join(data, "mine");
      await writeFile(file, "mine\n", { mode: 0o644 });
      const script = `cat ${file}; until [ -L ${file} ]; do sleep 0.05; done; cat ${file}`;
      const { end } = await begin(script, /^mine$/, [file]);
      await symlink(join(home, "etc/token-secret"), `${file}.link`);
      await rename(`${file}.link`, file);
      return end();
    };
    const prize = await readFile(join(open.home, "etc/token-secret"), "utf8");
    expect(await attack(open), "without").to.include(prize.trim());
    expect(await attack(guarded)).to.match(/Permission denied/);
  });

  it("gains no rights by programs that give them", async () => {
    const attack = "grep NoNewPrivs /proc/self/status; id -u; id -G";
    expect(await guarded.shell(attack)).to.match(/^NoNewPrivs:\t1\n(\d{5})\n\1\n/);
  });

  it("starts no more processes than it may", async () => {
    const attack = "i=0; while [ $i -lt 50 ]; do sleep 1 & i=$((i+1)); done; echo started all";
    expect(await open.shell(attack, { processes: 16 }), "without").to.match(/^started all/m);
    expect(await guarded.shell(attack, { processes: 16 })).to.not.match(/^started all/m);
  });

  it("is left by nothing that it starts, whatever that leaves behind", async () => {
    const hide = "cd /; exec env -i setsid sh -c 'exec 3>&-; (sleep 97 &) ; sleep 97' &";
    const mark = (server: AttackedServer) => server.shell(`${hide} sleep 0.1; id -u`);
    const user = /^\d{5}$/m.exec(await mark(guarded))?.[0] ?? "";
    expect(user).to.not.equal("");
    expect(usersOfProcesses().has(Number(user))).to.equal(false);
  });

  it("takes no more memory than it may", async () => {
    const attack = "node -e 'Buffer.alloc(1.5e9); console.log(6 * 7)'";
    expect(await open.shell(attack, { memory: 10_000 }), "without").to.match(/^42/m);
    expect(await guarded.shell(attack))
      .to.match(/memory|alloc/i)
      .and.not.match(/^42/m);
  });

  it("writes no longer file than it may", async () => {
    const attack = "truncate -s 1200M big && echo written";
    expect(await open.shell(attack, { fileSize: 2000 }), "without").to.match(/^written/m);
    expect(await guarded.shell(attack)).to.not.match(/^written/m);
  });

  it("takes no more processor time than it may", async () => {
    const attack = "while :; do :; done";
    expect(await guarded.shell(attack, { cpu: "1s" })).to.match(/1 s of processor time/);
  });

  for (const body of ["read", "code", "regain"] as const)
    it(`and is a module has no more rights: ${body}`, async () => {
      const attack: Attack = (server) =>
        server.module(body, { path: join(server.home, "data/formwork.db") });
      expect(await attack(open), "without").to.match(/SQLite format|changed it|is root/);
      expect(await attack(guarded)).to.match(/EACCES|EPERM/);
    });

  it("is that user in all that a module asks for", async () => {
    expect(await guarded.module("user")).to.match(/^user (\d{5}) groups \1?\n/);
  });
});
