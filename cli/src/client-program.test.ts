import { PassThrough } from "node:stream";
import { operations } from "@formwork/contracts/operations/operations";
import { expect } from "chai";
import type { Command } from "commander";
import { baseProgram } from "./base-program.ts";
import { addClientCommands } from "./client-program.ts";
import { commandName, ownCommands, withoutCommand } from "./operate/command-names.ts";
import { flagsOf } from "./operate/flags.ts";
import { runCommand } from "./testing/a-terminal.ts";

function program(): Command {
  const stream = () => new PassThrough();
  const terminal = {
    ...{ env: {}, stdin: stream(), stdout: stream(), stderr: stream() },
    ...{ on: () => undefined, off: () => undefined },
  };
  const made = baseProgram(terminal);
  addClientCommands(made, terminal);
  return made;
}

function find(command: Command, words: readonly string[]): Command | undefined {
  return words.reduce<Command | undefined>(
    (inner, word) => inner?.commands.find((one) => one.name() === word),
    command,
  );
}

function leaves(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
}

function pathOf(command: Command): string[] {
  return command.parent === null ? [] : [...pathOf(command.parent), command.name()];
}

describe("the commands that talk to a server", () => {
  const made = program();

  it("cover every operation of the table, but for those with a reason", () => {
    for (const id of Object.keys(operations)) {
      const { group, verb } = commandName(id);
      const own = Object.entries(ownCommands).find(([one]) => one === id)?.[1];
      const reason = Object.entries(withoutCommand).find(([one]) => one === id)?.[1];
      if (reason !== undefined) expect(reason).to.have.length.above(20);
      else expect(find(made, own?.split(" ") ?? [group, verb]), id).to.not.equal(undefined);
    }
  });

  it("name no operation that the table does not have", () => {
    for (const id of [...Object.keys(ownCommands), ...Object.keys(withoutCommand)])
      expect(operations).to.have.property(id);
  });

  it("have an option for each parameter that their operation takes", () => {
    for (const [id, row] of Object.entries(operations)) {
      if (id in ownCommands || id in withoutCommand) continue;
      const { group, verb } = commandName(id);
      const names = find(made, [group, verb])?.options.map(({ long }) => long);
      for (const { name } of flagsOf(row)) expect(names, id).to.include(`--${name}`);
    }
  });

  it("describe themselves and each option, with an example that they understand", () => {
    for (const leaf of leaves(made)) {
      const name = pathOf(leaf).join(" ");
      expect(leaf.description(), name).to.have.length.above(5);
      for (const { description, long } of leaf.options)
        expect(description, `${name} ${long}`).to.have.length.above(3);
    }
  });

  it("show help with an example, which uses options that exist", async () => {
    const others = ["start", "scheduler", "worker", "notifier", "completion", "complete-names"];
    for (const leaf of leaves(made)) {
      const words = pathOf(leaf);
      if (others.includes(words[0] ?? "")) continue;
      const { code, out } = await runCommand([...words, "--help"]);
      expect(code, words.join(" ")).to.equal(0);
      const examples = out.split(/\nExamples?:\n/)[1] ?? expect.fail(`${words.join(" ")} has none`);
      const used = Array.from(examples.matchAll(/ (--?[a-z-]+)/g), ([, option = ""]) => option);
      const known = leaf.options.flatMap(({ long, short }) => [long, short]);
      for (const option of used) expect(known, `${words.join(" ")}: ${option}`).to.include(option);
    }
  });

  it("say what is wrong with a command line, and end with 2", async () => {
    const told: Record<string, RegExp> = {
      "jobs lst": /unknown command 'lst'.*\n.*Did you mean list\?/,
      "jobs list --stat failed": /unknown option '--stat'.*\n.*Did you mean --state\?/,
      "jobs list --state done": /Allowed choices are scheduled, queued/,
      "jobs list --limit x": /Give a whole number of 1 or more/,
      "jobs list --from tomorrow": /Give a time such as/,
      "jobs list --payload host": /Give PATH=VALUE/,
      "jobs show": /missing required argument 'id'/,
      "jobs change ID --priority 12": /Give a whole number from 0 to 9/,
      "schedules create --cron x": /--template is required/,
      "run x {": /--payload is not JSON/,
      "run x --delay soon": /Give a duration such as/,
      "run x @/no/such/file": /there is no such file/,
      "setup create --password abc --email a@b.co": /--password takes - \(stdin\) or @file/,
      "jobs list --profile nope": /There is no profile "nope"/,
      "jobs list --url ftp://x": /no address of a server/,
      "templates export": /Name the templates, or give --all/,
      "run x - --body -": /Only one option can be -/,
      nonsense: /unknown command/,
      "jobs show ..": /Give an id or a name/,
      "jobs logs .": /Give an id or a name/,
    };
    for (const [line, message] of Object.entries(told)) {
      const { code, out, err } = await runCommand(line.split(" "), {
        env: { XDG_CONFIG_HOME: "/no/such/folder" },
      });
      expect(err, line).to.match(message);
      expect({ code, out }, line).to.deep.equal({ code: 2, out: "" });
    }
  });

  it("print their version, also where a command has an option of that name", async () => {
    expect(await runCommand(["--version"])).to.deep.include({ code: 0, out: "0.1.0\n" });
    expect((await runCommand(["run", "x", "{", "--version", "3"])).code).to.equal(2);
  });
});
