import { appendFileSync } from "node:fs";
import mocha from "mocha";

/**
 * Reports as mocha's "dot" does, and writes of each file with a failure how many of its tests passed,
 * how many failed, and its path, to the file that the variable `FAILED_FILES` names.
 */
// biome-ignore lint/style/noDefaultExport: mocha finds a reporter by its default export
export default function FailedFiles(runner: mocha.Runner, options: mocha.MochaOptions) {
  const list = process.env.FAILED_FILES;
  const counts = new Map<string, { passed: number; failed: number }>();
  const count = (file: string | undefined, what: "passed" | "failed") => {
    const { passed = 0, failed = 0 } = counts.get(file ?? "") ?? {};
    const found = { passed, failed };
    found[what]++;
    counts.set(file ?? "", found);
  };
  runner.on("pass", ({ file }) => count(file, "passed"));
  runner.on("fail", ({ file }) => count(file, "failed"));
  runner.on("end", () => {
    if (list === undefined) return;
    for (const [file, { passed, failed }] of counts)
      if (file !== "" && failed > 0) appendFileSync(list, `${passed} ${failed} ${file}\n`);
  });
  return new mocha.reporters.Dot(runner, options);
}
