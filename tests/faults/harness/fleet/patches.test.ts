import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { crashPoints, mutations } from "./patches.ts";

const top = join(import.meta.dirname, "../../../..");
const places = [
  ...Object.values(crashPoints).map(({ file, before }) => ({ file, text: before })),
  ...Object.values(mutations)
    .flat()
    .map(({ file, find }) => ({ file, text: find })),
];

describe("the changes of the source that faults make", () => {
  for (const { file, text } of places)
    it(`find "${text.slice(0, 40)}" once in ${file}`, () => {
      expect(readFileSync(join(top, file), "utf8").split(text)).to.have.length(2);
    });
});
