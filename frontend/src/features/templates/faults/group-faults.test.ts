import type { TemplateFault } from "@formwork/contracts/template";
import { expect } from "chai";
import { faultsTitle, groupFaults } from "./group-faults.ts";

describe("groupFaults", () => {
  const fault = (file: string, message: string, since: string) => ({
    ...{ file, message, since },
    ...{ template: null, pointer: "" },
  });

  it("puts the faults of a file together, with the earliest time", () => {
    const groups = groupFaults([
      fault("a.json", "one", "2026-01-02T00:00:00.000Z"),
      fault("", "away", "2026-01-03T00:00:00.000Z"),
      fault("a.json", "two", "2026-01-01T00:00:00.000Z"),
    ]);
    expect(
      groups.map(({ file, since, faults }) => [file, since, faults.map(({ message }) => message)]),
    ).to.deep.equal([
      ["a.json", "2026-01-01T00:00:00.000Z", ["one", "two"]],
      ["the folder of templates", "2026-01-03T00:00:00.000Z", ["away"]],
    ]);
  });

  it("names a template without a file that lacks a secret", () => {
    const lacks = { ...fault("", "names the secret A", ""), template: "caller", pointer: "/run" };
    expect(groupFaults([lacks]).map(({ file }) => file)).to.deep.equal(["Template caller"]);
  });

  it("is told with the number of files, or of templates where one lacks a secret", () => {
    const [one, two] = [fault("a.json", "one", ""), fault("b.json", "two", "")];
    const lacks = { ...fault("", "names the secret A", ""), template: "caller", pointer: "/run" };
    const title = (...faults: TemplateFault[]) => faultsTitle(groupFaults(faults));
    expect(title(one)).to.equal("1 template file needs attention");
    expect(title(one, two)).to.equal("2 template files need attention");
    expect(title(lacks)).to.equal("1 template needs attention");
    expect(title(one, lacks)).to.equal("2 templates need attention");
  });
});
