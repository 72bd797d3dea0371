import { expect } from "chai";
import { commandFaults } from "./command-rules.ts";

describe("The words of a command", () => {
  const payload = {
    $defs: { port: { type: "integer" } },
    properties: {
      n: { type: ["integer", "number"] },
      on: { type: "boolean" },
      level: { enum: ["low", "high"] },
      to: { properties: { port: { $ref: "#/$defs/port" }, host: { type: "string" } } },
      either: { type: ["integer", "string"] },
      list: { type: "array", items: { type: "integer" } },
    },
  };
  const faultsOf = (...argv: (string | string[])[]) =>
    commandFaults({ kind: "command", argv }, payload).map(({ pointer }) => pointer);

  const code: [argv: (string | string[])[], place: number][] = [
    [["sh", "-c", "{{payload.a}}"], 2],
    [["bash", "-lc", "grep '{{ payload.a }}' file"], 2],
    [["/usr/bin/dash", "-c", "--", "echo {{payload.a}}"], 3],
    [["env", "X=1", "bash", "-x", "-c", "{{payload.a}}"], 5],
    [["sh", ["-c", "{{payload.a}}"]], 1],
    [["python3.11", "-c", "print({{payload.a}})"], 2],
    [["node", "--eval={{payload.a}}"], 1],
    [["node", "-pe", "{{payload.a}}"], 2],
    [["perl", "-E", "{{payload.a}}"], 2],
    [["php", "-r", "{{payload.a}}"], 2],
    [["sh", "-c", "run {{job.queue}}"], 2],
    [["cmd.exe", "/c", "{{payload.a}}"], 2],
    [["sh", "-c", "sleep {{payload.n}}; echo {{payload.either}}"], 2],
    [["sh", "-c", "echo {{payload.list}}"], 2],
    [["bash", "-o", "pipefail", "-c", "echo {{payload.a}}"], 4],
    [["docker", "run", "image", "sh", "-c", "{{payload.a}}"], 5],
    [["sh", "-c", "ping {{payload.to.host}}"], 2],
    [["sh", "-c", "echo {{payload}}"], 2],
    [["sh", "-c", "echo {{payload.constructor}}"], 2],
  ];
  for (const [argv, place] of code)
    it(`are no code that a payload chooses: ${JSON.stringify(argv)}`, () => {
      expect(faultsOf(...argv)).to.deep.equal([`/run/argv/${place}`]);
    });

  const plain: (string | string[])[][] = [
    ["sh", "-c", 'grep "$1" file', "sh", "{{payload.a}}"],
    ["sh", "-c", "echo {{job.id}}"],
    [
      "sh",
      "-c",
      "sleep {{payload.n}}; echo {{ payload.on }} {{payload.level}} {{payload.to.port}}",
    ],
    ["python3", "{{template.folder}}/run.py", "{{payload.a}}"],
    ["node", "run.mjs", "--name={{payload.a}}"],
    ["grep", "-c", "{{payload.a}}", "file"],
    ["python3", "deploy.py", "-e", "{{payload.a}}"],
    ["python3", "-u", "deploy.py", "-c", "{{payload.a}}"],
    ["node", "{{template.folder}}/run.mjs", "--print={{payload.a}}"],
    ["sh", "deploy", "-r", "{{payload.a}}"],
    ["sort", ["--key", "{{payload.a}}"]],
    ["git", "show", "-p", "{{payload.a}}"],
  ];
  for (const argv of plain)
    it(`may come from a payload otherwise: ${JSON.stringify(argv)}`, () => {
      expect(faultsOf(...argv)).to.deep.equal([]);
    });
});
