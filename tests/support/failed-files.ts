import { appendFileSync } from "node:fs";
import mocha from "mocha";

/**
 * Reports as mocha's "dot" does, and adds the file of each failure to the file that the variable
 * `FAILED_FILES` names, one path a line.
 */
// biome-ignore lint/style/noDefaultExport: mocha finds a reporter by its default export
export default function FailedFiles(runner: mocha.Runner, options: mocha.MochaOptions) {
  const list = process.env.FAILED_FILES;
  if (list !== undefined)
    runner.on("fail", ({ file }) => {
      if (file !== undefined) appendFileSync(list, `${file}\n`);
    });
  return new mocha.reporters.Dot(runner, options);
}
