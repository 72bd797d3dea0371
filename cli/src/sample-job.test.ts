import { readFileSync } from "node:fs";
import { createAjv } from "@formwork/contracts/schema/validate";
import { expect } from "chai";
import fc from "fast-check";
import { sampleJob } from "./sample-job.ts";

describe("sampleJob", () => {
  const template = JSON.parse(
    readFileSync(new URL("../../templates/sample-job/template.json", import.meta.url), "utf8"),
  );
  const isValid = createAjv().compile(template.payload);

  it("always fits the sample template", () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (chance) => {
          const job = sampleJob(() => chance.next().value ?? 0);
          expect(isValid(job.payload), JSON.stringify(job)).to.equal(true);
        },
      ),
    );
  });
});
