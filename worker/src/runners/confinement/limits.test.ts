import { expect } from "chai";
import fc from "fast-check";
import { type JobLimits, limitOptions, limitsOf } from "./limits.ts";

const most: JobLimits = { cpuSeconds: 7200, memoryMb: 2048, processes: 512, fileMb: 2000 };
const none = { cpu: Infinity, data: Infinity, nproc: Infinity, fsize: Infinity };

describe("the limits of an attempt", () => {
  it("are the defaults where the template names none", () => {
    expect(limitsOf(undefined, most)).to.deep.equal({
      ...{ cpuSeconds: 3600, memoryMb: 1024, processes: 256, fileMb: 1024 },
    });
  });

  it("are those that the template names", () => {
    const asked = { cpu: "90s", memory: 64, processes: 20, fileSize: 3 };
    expect(limitsOf(asked, most)).to.deep.equal({
      ...{ cpuSeconds: 90, memoryMb: 64, processes: 20, fileMb: 3 },
    });
  });

  it("refuse a template that asks for more than the operator allows, and name the setting", () => {
    expect(limitsOf({ memory: 4096 }, most)).to.deep.equal({
      fault:
        "The template asks for 4096 MB of memory, and this worker allows 2048 MB at most (FORMWORK_JOB_MEMORY_MB)",
    });
    expect(limitsOf({ cpu: "3h" }, most))
      .to.have.property("fault")
      .that.contains("FORMWORK_JOB_CPU");
  });

  it("have room for the memory that a handler asks for", () => {
    expect(limitsOf({}, most, 1500)).to.have.property("memoryMb", 1500);
    expect(limitsOf({}, most, 100)).to.have.property("memoryMb", 1024);
    expect(limitsOf({}, most, 9000)).to.have.property("fault");
  });

  it("are never above what the operator allows", () => {
    const amount = fc.option(fc.integer({ min: 1, max: 5000 }), { nil: undefined });
    const allowed = fc.integer({ min: 1, max: 3000 });
    const asked = fc.record({ memory: amount, processes: amount, fileSize: amount });
    const operator = fc.record({
      ...{ cpuSeconds: allowed, memoryMb: allowed, processes: allowed, fileMb: allowed },
    });
    fc.assert(
      fc.property(asked, operator, (wanted, most) => {
        const { memory, processes, fileSize } = wanted;
        const given = Object.fromEntries(
          Object.entries({ memory, processes, fileSize }).filter(
            ([, value]) => value !== undefined,
          ),
        );
        const limits = limitsOf(given, most);
        return (
          "fault" in limits ||
          (limits.cpuSeconds <= most.cpuSeconds &&
            limits.memoryMb <= most.memoryMb &&
            limits.processes <= most.processes &&
            limits.fileMb <= most.fileMb)
        );
      }),
    );
  });

  it("become options of prlimit, which asks for no more than this process has", () => {
    const limits = { cpuSeconds: 10, memoryMb: 1, processes: 20, fileMb: 2 };
    expect(limitOptions(limits, { hasOwnUser: true, hard: none })).to.deep.equal([
      ...["--cpu=10:15", "--data=1048576", "--nproc=20", "--fsize=2097152", "--core=0"],
    ]);
    const hard = { cpu: 8, data: 1000, nproc: 5, fsize: 1 };
    expect(limitOptions(limits, { hasOwnUser: false, hard })).to.deep.equal([
      ...["--cpu=8:8", "--data=1000", "--fsize=1", "--core=0"],
    ]);
  });
});
