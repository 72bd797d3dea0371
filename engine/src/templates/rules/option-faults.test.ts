import type { Run } from "@formwork/contracts/run";
import { expect } from "chai";
import { optionFaults } from "./option-faults.ts";

const command = (...argv: (string | string[])[]): Run => ({ kind: "command", argv });
const pointers = (run: Run, payload: Record<string, unknown>) =>
  optionFaults(run, payload).map(({ pointer }) => pointer);

describe("optionFaults", () => {
  const label = command(
    "tool",
    "--label",
    "{{payload.label}}",
    "{{payload.host.name}}:{{payload.port}}",
  );

  it("names each field that a program would read as an option", () => {
    expect(optionFaults(label, { label: "-x", host: { name: "--y" } })).to.deep.equal([
      {
        pointer: "/payload/label",
        message: 'must not begin with "-": the program would read it as an option',
        keyword: "option",
      },
      {
        pointer: "/payload/host/name",
        message: 'must not begin with "-": the program would read it as an option',
        keyword: "option",
      },
    ]);
  });

  it("allows what no program reads as one", () => {
    expect(pointers(label, { label: "x-", host: { name: "a-b" } })).to.deep.equal([]);
    expect(pointers(command("tool", "{{payload.n}}"), { n: -4 })).to.deep.equal([]);
    expect(pointers(command("tool", "--", "{{payload.v}}"), { v: "-x" })).to.deep.equal([]);
    expect(pointers(command("tool", "--v={{payload.v}}"), { v: "-x" })).to.deep.equal([]);
    expect(pointers(command("tool", ["--v", "{{payload.v}}"]), {})).to.deep.equal([]);
    expect(pointers({ kind: "remote" }, { v: "-x" })).to.deep.equal([]);
  });

  it("finds an option behind a placeholder without a value", () => {
    expect(pointers(command("tool", "{{payload.a}}-rf"), { a: "" })).to.deep.equal(["/payload/a"]);
  });
});
