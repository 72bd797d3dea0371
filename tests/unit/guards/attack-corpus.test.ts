import { expect } from "chai";
import { templates } from "../../attack/corpus/t05-templates.ts";
import { assignment, bodies, prototypes } from "../../attack/corpus/t11-input.ts";
import { rights } from "../../attack/corpus/t15-rights.ts";
import { foreignPages } from "../../attack/corpus/t16-sessions.ts";
import { headers, log } from "../../attack/corpus/t24-replies.ts";
import { type Corpus, runCorpus } from "../../attack/corpus.ts";
import { openTarget } from "../../attack/target.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type App = typeof import("../../../scheduler/src/testing/start-app.ts");

const request = "scheduler/src/http/request";
const rules = "engine/src/templates/rules";

const ofTemplates = (threat: Corpus["threat"]): Corpus => {
  const found = templates.find((corpus) => corpus.threat === threat);
  if (found === undefined) throw new Error(`no corpus of templates for ${threat}`);
  return found;
};

/** A corpus of attacks, and the guard without which they get through. */
const bitten: [Corpus, Guard][] = [
  [
    ofTemplates("T5"),
    {
      file: `${rules}/placeholder-rules.ts`,
      find: "...[...paths].flatMap((path) => faultOf(path) ?? []).map(asFault),",
      replace: "...[...paths].filter((path) => path === faultOf.name).map(asFault),",
    },
  ],
  [
    ofTemplates("T8"),
    { file: `${rules}/schema/schema-rules.ts`, find: "  references,\n", replace: "" },
  ],
  [
    ofTemplates("T10"),
    {
      file: `${rules}/template-rules.ts`,
      find: '...layoutFaults(form, "/form", payload),',
      replace: "",
    },
  ],
  [
    prototypes,
    {
      file: "contracts/src/json/find-json-faults.ts",
      find: "if (isPrototypeKey(key))",
      replace: "if (key === null)",
    },
  ],
  [
    bodies,
    {
      file: `${request}/body/json-scanner.ts`,
      find: "if (depth > maxDepth)",
      replace: "if (depth > 1e9)",
    },
  ],
  [
    assignment,
    {
      file: `${request}/input-parser.ts`,
      find: "...others, ...validate.body(body)]);",
      replace: "...others]);",
    },
  ],
  [
    rights,
    {
      file: `${request}/authenticate.ts`,
      find: "if (!may(principal, row.scope))",
      replace: "if (false)",
    },
  ],
  [
    foreignPages,
    {
      file: `${request}/authenticate.ts`,
      find: 'if (row.method === "get" || credential?.from === "header") return;',
      replace: "return;",
    },
  ],
  [
    headers,
    {
      file: "scheduler/src/http/reply/secure-headers.ts",
      find: "ctx.set(headers);",
      replace: ";",
    },
  ],
  [
    log,
    {
      file: "scheduler/src/http/audit/audit-calls.ts",
      find: "if (outcome !== null) audit.refuse(",
      replace: "if (outcome === undefined) audit.refuse(",
    },
  ],
];

describe("the corpus of attacks", function () {
  this.timeout(60_000);

  async function through(corpus: Corpus, guards: readonly Guard[]): Promise<number> {
    const { startApp } = await importWithout<App>("scheduler/src/testing/start-app.ts", guards);
    const app = await startApp();
    try {
      return (await runCorpus(await openTarget(app), corpus)).through.length;
    } finally {
      await app.stop();
    }
  }

  for (const [corpus, guard] of bitten)
    it(`bites where a guard is missing: ${corpus.title}`, async () => {
      expect(await through(corpus, [guard]), "without").to.be.above(0);
      expect(await through(corpus, []), "with").to.equal(0);
    });
});
