import { PassThrough } from "node:stream";
import { operations } from "@formwork/contracts/operations/operations";
import { expect } from "chai";
import { shapeOf } from "../schema-shape.ts";
import { printRecord } from "./print-record.ts";

describe("a reply that is no list", () => {
  it("has a line for each field that its schema names, also of objects within it", async () => {
    const stdout = new PassThrough();
    const terminal = {
      ...{ env: {}, stdin: new PassThrough(), stdout, stderr: new PassThrough() },
      ...{ on: () => undefined, off: () => undefined },
    };
    const pass = { place: "jobs", looked: 12, resealed: 3, unreadable: 0, finishedAt: null };
    await printRecord(terminal, { pass }, shapeOf(operations["seal-keys.status"].reply));
    expect(String(stdout.read()).split("\n")).to.deep.equal([
      "pass.place       jobs",
      "pass.looked      12",
      "pass.resealed    3",
      "pass.unreadable  0",
      "pass.finishedAt  -",
      "",
    ]);
  });
});
