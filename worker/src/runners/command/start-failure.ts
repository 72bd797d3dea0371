import type { Outcome } from "@formwork/engine/work/work";
import { readChunk } from "../process/attempt-folder.ts";
import { failed, fatal } from "../runner.ts";

/** The first line of a script is read up to this length, in bytes. */
const maxFirstLine = 256;

/**
 * Returns the failure of a program that could not be started. `name` is the program as its template
 * names it, `path` where it was looked for.
 */
export async function startFailure(
  fault: NodeJS.ErrnoException,
  name: string,
  path: string,
): Promise<Outcome> {
  switch (fault.code) {
    case "ENOENT":
      return fatal("not-found", await whatIsMissing(name, path));
    case "EACCES":
      return fatal(
        "not-executable",
        `The file ${name} may not be run as a program; chmod +x allows it`,
      );
    case "E2BIG":
      return fatal(
        "too-large",
        "The arguments and variables are longer than the operating system takes; read the payload from standard input",
      );
    default:
      return failed("start", `The program ${name} could not be started: ${fault.code}`, {
        code: fault.code,
      });
  }
}

/** A script that is there, and whose interpreter is not, is told from a program that is not there. */
async function whatIsMissing(name: string, path: string): Promise<string> {
  const start = path.includes("/") ? await readChunk(path, 0, maxFirstLine) : null;
  const [firstLine = ""] = start?.toString("latin1").split("\n") ?? [];
  const [, interpreter] = /^#!\s*(\S+)/.exec(firstLine) ?? [];
  if (interpreter === undefined) return `The program ${name} does not exist on this worker`;
  return firstLine.endsWith("\r")
    ? `The script ${name} has Windows line ends, so its interpreter ${interpreter} is not found; save it with \\n line ends`
    : `The interpreter ${interpreter}, which the script ${name} asks for, does not exist on this worker`;
}
