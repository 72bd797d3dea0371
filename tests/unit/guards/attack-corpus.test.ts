import { expect } from "chai";
import { bodies, prototypes } from "../../attack/corpus/t11-input.ts";
import { rights } from "../../attack/corpus/t15-rights.ts";
import { foreignPages } from "../../attack/corpus/t16-sessions.ts";
import { headers } from "../../attack/corpus/t24-replies.ts";
import { type Corpus, runCorpus } from "../../attack/corpus.ts";
import { openTarget } from "../../attack/target.ts";
import { type Guard, importWithout } from "../../support/without-guard.ts";

type App = typeof import("../../../scheduler/src/testing/start-app.ts");

const request = "scheduler/src/http/request";

/** A corpus of attacks, and the guard without which they get through. */
const bitten: [Corpus, Guard][] = [
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
