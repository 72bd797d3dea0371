import { stat } from "node:fs/promises";
import type { Outcome } from "@formwork/engine/work/work";
import { readChunk } from "../process/attempt-folder.ts";
import { failed, fatal } from "../runner.ts";
import type { CommandLine } from "./command-line.ts";

/** The first line of a script is read up to this length, in bytes. */
const maxFirstLine = 256;

/**
 * Returns the failure of a program that could not be started. `name` is the program as its template
 * names it, `program` where it was looked for, `user` as whom.
 */
export async function startFailure(
  fault: Pick<NodeJS.ErrnoException, "code">,
  name: string,
  { program: path, user }: Pick<CommandLine, "program" | "user">,
): Promise<Outcome> {
  switch (fault.code) {
    case "ENOENT":
      return fatal("not-found", await whatIsMissing(name, path));
    case "EACCES":
      return fatal("not-executable", await whyNotRun(name, path, user !== null));
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

/** What a shell and `env` exit with where they do not find a program. */
const notFoundCode = 127;

/**
 * Returns the failure of a script whose interpreter is not found because of Windows line ends where
 * another program looks for it, as in `#!/usr/bin/env python3`; null for any other end.
 */
export async function windowsScriptFailure(
  code: number | null,
  name: string,
  path: string,
): Promise<Outcome | null> {
  if (code !== notFoundCode) return null;
  const { interpreter, isWindows } = await readShebang(path);
  if (interpreter === undefined || !isWindows) return null;
  return { ...fatal("not-found", windowsMessage(name, interpreter)), exitCode: code };
}

async function whyNotRun(name: string, path: string, isOther: boolean): Promise<string> {
  const mode = (await stat(path).catch(() => null))?.mode ?? 0;
  if (isOther && ((mode & 0o001) === 0 || !path.includes("/")))
    return `The user that jobs run as may not run the program ${name}: it is not open to others, or lies in a folder that is not`;
  return (mode & 0o111) === 0
    ? `The file ${name} may not be run as a program; chmod +x allows it`
    : `The file ${name} may not be run where it is copied to: let FORMWORK_HOME lie on a file system that is mounted without noexec`;
}

/** A script that is there, and whose interpreter is not, is told from a program that is not there. */
async function whatIsMissing(name: string, path: string): Promise<string> {
  const { interpreter, isWindows } = await readShebang(path);
  if (interpreter === undefined) return `The program ${name} does not exist on this worker`;
  return isWindows
    ? windowsMessage(name, interpreter)
    : `The interpreter ${interpreter}, which the script ${name} asks for, does not exist on this worker`;
}

function windowsMessage(name: string, interpreter: string): string {
  return `The script ${name} has Windows line ends, so its interpreter ${interpreter} is not found; save it with \\n line ends`;
}

/** Reads which interpreter a script names; the one that `env` looks for where it names that. */
async function readShebang(path: string) {
  const start = path.includes("/") ? await readChunk(path, 0, maxFirstLine) : null;
  const [firstLine = ""] = start?.toString("latin1").split("\n") ?? [];
  const [, program, argument] = /^#!\s*(\S+)(?:[^\S\r]+(\S+))?/.exec(firstLine) ?? [];
  const isEnv = program?.endsWith("/env") === true && argument !== undefined;
  return { interpreter: isEnv ? argument : program, isWindows: firstLine.endsWith("\r") };
}
