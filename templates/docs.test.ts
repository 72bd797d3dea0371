import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CommandRun, HttpRun, ModuleRun } from "@formwork/contracts/run";
import { widgetsByShape } from "@formwork/contracts/schema/form/form-widgets";
import { createAjv } from "@formwork/contracts/schema/validate";
import { Retry, TemplateDefinition } from "@formwork/contracts/template";
import { compileValidator } from "@formwork/engine/templates/sandbox/thread/payload-validator";
import { expect } from "chai";
import { layoutFaults } from "./testing/fields.ts";
import { anExampleRunner, type ExampleRunner } from "./testing/run-example.ts";

const page = readFileSync(new URL("../docs/templates.md", import.meta.url), "utf8");

/** Returns the block of code below the line that names its file. */
function fileIn(page: string, path: string): string {
  const [, below] = page.split(`\n\`${path}\`\n`);
  const [, text] = /^\n```\w+\n(.*?)^```/ms.exec(below ?? "") ?? [];
  if (text === undefined) throw new Error(`docs/templates.md shows no ${path}`);
  return text;
}

describe("docs/templates.md", () => {
  let runner: ExampleRunner;
  before(async () => {
    runner = await anExampleRunner();
  });
  after(() => runner.close());

  it("shows a template that works as it is on the page", async () => {
    const definition: TemplateDefinition = JSON.parse(
      fileIn(page, "templates/count-words/template.json"),
    );
    const isDefinition = createAjv().compile(TemplateDefinition);
    expect(isDefinition(definition), JSON.stringify(isDefinition.errors)).to.equal(true);
    expect(layoutFaults(definition.payload, definition.form ?? {})).to.deep.equal([]);

    const folder = join(runner.folder, "count-words");
    await mkdir(folder);
    await writeFile(
      join(folder, "count-words.ts"),
      fileIn(page, "templates/count-words/count-words.ts"),
    );
    const results = (definition.examples ?? []).map(async ({ payload }) => {
      const checked = compileValidator(definition.payload).validate(payload);
      const { outcome, lines } = await runner.run({ folder, definition }, checked.payload);
      return { ...outcome, lines: lines.map(({ text }) => text) };
    });
    expect(await Promise.all(results)).to.deep.equal([
      {
        outcome: "succeeded",
        result: { lines: 2, words: 10, characters: 42 },
        lines: ["longest: question."],
      },
      {
        outcome: "succeeded",
        result: { lines: 1, words: 2, characters: 19 },
        lines: ["longest: be,"],
      },
    ]);
  });

  it("names every field that a template file may have", () => {
    const schemas = {
      "": TemplateDefinition,
      http: HttpRun,
      command: CommandRun,
      module: ModuleRun,
      retry: Retry,
    };
    const fields = Object.values(schemas).flatMap((schema) => Object.keys(schema.properties));
    const missing = fields.filter(
      (field) => field !== "$schema" && !new RegExp(`[\`.]${field}[\`.]`).test(page),
    );
    expect(missing).to.deep.equal([]);
  });

  it("lists the widgets that suit each kind of field", () => {
    const start = page.indexOf("| A field of |");
    const rows = page.slice(start, page.indexOf("\n\n", start)).split("\n").slice(2);
    const told = rows.map((row) => Array.from(row.matchAll(/`([\w-]+)`/g), ([, name]) => name));
    const suitable = Object.values(widgetsByShape).filter((names) => names.length > 0);
    expect(told).to.have.deep.members([...suitable, ["hidden"]]);
  });

  it("shows no invalid JSON", () => {
    const blocks = Array.from(page.matchAll(/^```json\n(.*?)^```/gms), ([, text = ""]) => text);
    for (const text of blocks)
      expect(() => JSON.parse(text.startsWith("{") ? text : `{${text}}`), text).not.to.throw();
  });
});
