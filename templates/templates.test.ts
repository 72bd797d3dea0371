import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAjv } from "@formwork/contracts/schema/validate";
import { retryDefaults, TemplateDefinition } from "@formwork/contracts/template";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { createSandbox } from "@formwork/engine/templates/sandbox/sandbox";
import { compileValidator } from "@formwork/engine/templates/sandbox/thread/payload-validator";
import type { Outcome } from "@formwork/engine/work/work";
import { expect } from "chai";
import { fieldsOf, layoutFaults } from "./testing/fields.ts";
import { anExampleRunner, type ExampleRunner } from "./testing/run-example.ts";
import { type Shipped, shipped } from "./testing/shipped.ts";

/** The outcomes of the attempts of examples that fail on purpose. The others succeed at once. */
const outcomes: Record<string, RegExp> = {
  "Fails once, then succeeds": /^failed succeeded$/,
  "Tosses a coin": /^(failed ){0,2}(failed|succeeded)$/,
  "Always fails, and ends in the dead-letter queue": /^failed failed failed$/,
};

const isDefinition = createAjv().compile(TemplateDefinition);

describe("the templates that ship", () => {
  let runner: ExampleRunner;
  let fresh: ExampleRunner;
  let site: Server;
  const sandbox = createSandbox({ telemetry: silentTelemetry() });
  before(async () => {
    runner = await anExampleRunner();
    fresh = await anExampleRunner([]);
    site = createServer((request, response) => {
      response.writeHead(request.url === "/no-such-page" ? 404 : 200, {
        "content-type": "application/json",
      });
      response.end('{"name":"koa","full_name":"koajs/koa","private":false}');
    }).listen(0, "127.0.0.1");
    await once(site, "listening");
  });
  after(async () => {
    await runner.close();
    await fresh.close();
    await sandbox.close();
    site.close();
  });

  it("are at least seven, each in the folder of its name", () => {
    expect(shipped.length).to.be.at.least(7);
    expect(shipped.map(({ definition }) => definition.name)).to.deep.equal(
      shipped.map(({ folder }) => folder),
    );
  });

  for (const template of shipped) {
    describe(template.folder, () => {
      const { definition } = template;
      const examples = definition.examples ?? [];
      const check = (payload: Record<string, unknown>) =>
        compileValidator(definition.payload).validate(payload);

      it("is a valid definition within all limits", async () => {
        expect(isDefinition(definition), JSON.stringify(isDefinition.errors)).to.equal(true);
        expect(await sandbox.checkTemplate(definition)).to.deep.equal([]);
      });

      it("gives every field a title and a description", () => {
        const bare = fieldsOf(definition.payload).filter(
          ({ schema }) => !schema.title || !schema.description,
        );
        expect(bare.map(({ pointer }) => pointer)).to.deep.equal([]);
      });

      it("lays out only fields that exist, and orders all of them", () => {
        expect(layoutFaults(definition.payload, definition.form ?? {})).to.deep.equal([]);
      });

      it("refuses unknown keys", () => {
        expect(check({ nonsense: 1 }).errors.map(({ pointer }) => pointer)).to.include(
          "/payload/nonsense",
        );
      });

      it("has two examples or more", () => {
        expect(examples.length).to.be.at.least(2);
      });

      it("runs its first example where no folders are allowed, or names the setting", async () => {
        const [{ title, payload } = expect.fail("it has none")] = examples;
        const { outcome } = await fresh.run(template, check(onThisMachine(payload)).payload);
        if (title.includes("(needs FORMWORK_FILES="))
          expect(outcome).to.include({ reason: "files" });
        else expect(outcome.outcome, JSON.stringify(outcome)).to.equal("succeeded");
      });

      for (const { title, payload } of examples) {
        it(`runs “${title}”`, async () => {
          const checked = check(onThisMachine(payload));
          expect(checked.errors).to.deep.equal([]);
          const ends = await attempts(template, checked.payload);
          expect(ends.map(({ outcome }) => outcome).join(" "), JSON.stringify(ends)).to.match(
            outcomes[title] ?? /^succeeded$/,
          );
        });
      }
    });
  }

  /** Runs a job as often as its template allows, or until it succeeds. */
  async function attempts(template: Shipped, payload: Record<string, unknown>): Promise<Outcome[]> {
    const ends: Outcome[] = [];
    for (
      let attempt = 1;
      attempt <= (template.definition.retry?.attempts ?? retryDefaults.attempts);
      attempt++
    ) {
      ends.push((await runner.run(template, payload, attempt)).outcome);
      if (ends.at(-1)?.outcome === "succeeded") break;
    }
    return ends;
  }

  /**
   * Returns the payload with public sites replaced by the server above, /tmp by a temporary folder,
   * and each second by a tenth of one.
   */
  function onThisMachine(payload: Record<string, unknown>): Record<string, unknown> {
    const { port } = site.address() as AddressInfo; // it listens on a port, not on a pipe
    const text = JSON.stringify(payload)
      .replaceAll(/https:\/\/[\w.]+/g, `http://127.0.0.1:${port}`)
      .replaceAll('"/tmp', `"${runner.folder}`)
      .replaceAll(/"seconds":([\d.]+)/g, (_, seconds) => `"seconds":${seconds / 10}`);
    return JSON.parse(text);
  }
});
