import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { TemplateDefinition } from "@formwork/contracts/template";
import { createAjv } from "@formwork/contracts/validate";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { compileChecker } from "@formwork/engine/templates/checker";
import { createGuard } from "@formwork/engine/templates/guard";
import { expect } from "chai";
import { fieldsOf, layoutFaults } from "./testing/fields.ts";
import { aBench, type Bench } from "./testing/run-example.ts";
import { shipped } from "./testing/shipped.ts";

/** How the examples that are meant to fail end in their first attempt; all others succeed. */
const endings: Record<string, string[]> = {
  "Fails once, then succeeds": ["failed"],
  "Tosses a coin": ["succeeded", "failed"],
  "Always fails, and ends in the dead-letter queue": ["failed"],
};

const isDefinition = createAjv().compile(TemplateDefinition);

describe("the templates that ship", () => {
  let bench: Bench;
  let site: Server;
  const guard = createGuard({ telemetry: silentTelemetry() });
  before(async () => {
    bench = await aBench();
    site = createServer((request, response) => {
      const signedIn = request.headers.authorization === "Bearer put-your-token-here";
      response.writeHead(request.url === "/" || signedIn ? 200 : 401, { "content-type": "application/json" });
      response.end(JSON.stringify({ status: "ok", authorization: request.headers.authorization ?? null }));
    }).listen(0, "127.0.0.1");
    await once(site, "listening");
  });
  after(async () => {
    await bench.close();
    await guard.close();
    site.close();
  });

  it("are at least seven, each in the folder of its name", () => {
    expect(shipped.length).to.be.at.least(7);
    expect(shipped.map(({ definition }) => definition.name)).to.deep.equal(shipped.map(({ folder }) => folder));
  });

  for (const template of shipped) {
    describe(template.folder, () => {
      const { definition } = template;
      const examples = definition.examples ?? [];
      const check = (payload: Record<string, unknown>) => compileChecker(definition.payload).check(payload);

      it("is a valid definition within every limit", async () => {
        expect(isDefinition(definition), JSON.stringify(isDefinition.errors)).to.equal(true);
        expect(await guard.check(definition)).to.deep.equal([]);
      });

      it("gives every field a title and a description", () => {
        const bare = fieldsOf(definition.payload).filter(({ schema }) => !schema.title || !schema.description);
        expect(bare.map(({ pointer }) => pointer)).to.deep.equal([]);
      });

      it("lays out only fields that exist, and orders all of them", () => {
        expect(layoutFaults(definition.payload, definition.form ?? {})).to.deep.equal([]);
      });

      it("refuses keys it does not know", () => {
        expect(check({ nonsense: 1 }).errors.map(({ pointer }) => pointer)).to.include("/payload/nonsense");
      });

      it("has two examples or more", () => {
        expect(examples.length).to.be.at.least(2);
      });

      for (const { title, payload } of examples) {
        it(`really runs “${title}”`, async () => {
          const checked = check(onThisMachine(payload));
          expect(checked.errors).to.deep.equal([]);
          const { outcome } = await bench.run(template, checked.payload);
          expect(endings[title] ?? ["succeeded"], JSON.stringify(outcome)).to.include(outcome.outcome);
        });
      }
    });
  }

  /** The example with its world replaced: example.org is the server above, /tmp a folder of the test's own, a second a tenth of one. */
  function onThisMachine(payload: Record<string, unknown>): Record<string, unknown> {
    const { port } = site.address() as AddressInfo; // it listens on a port, not on a pipe
    const text = JSON.stringify(payload)
      .replaceAll("https://example.org", `http://127.0.0.1:${port}`)
      .replaceAll('"/tmp', `"${bench.folder}`)
      .replaceAll(/"seconds":([\d.]+)/g, (_, seconds) => `"seconds":${seconds / 10}`);
    return JSON.parse(text);
  }
});
