import { basename } from "node:path";
import type { RunContext } from "../runner.ts";
import type { CommandLine } from "./command-line.ts";

/** Recognises that a program could not be started by those that confine it. */
export type LaunchWatch = {
  /** Logs a line, unless it tells that the program could not be started. */
  log: RunContext["log"];
  /** Returns the error of the start, as Node would have reported it; null where there was none. */
  faultOf: (end: { code: number | null }) => { code: "ENOENT" | "EACCES" } | null;
};

/** What a program exits with that was asked to start another one and did not find it. */
const notFoundCode = 127;
const notRunCode = 126;

/**
 * Watches what is said on stderr for the message of the tools in `prefix`, which run the program in
 * their place. A program that prints the same and exits alike is taken for one that did not start,
 * which tells no more of it than its own words.
 */
export function watchLaunch(
  { launch: { prefix }, program }: Pick<CommandLine, "launch" | "program">,
  log: RunContext["log"],
): LaunchWatch {
  const tools = prefix.filter((word) => word.startsWith("/")).map((tool) => `${basename(tool)}: `);
  let said: string | null = null;
  return {
    log(stream, line) {
      const isOfTool = tools.some((tool) => line.startsWith(tool)) && line.includes(program);
      if (stream === "stderr" && said === null && isOfTool) said = line;
      else log(stream, line);
    },
    faultOf({ code }) {
      if (said === null) return null;
      if (code === notFoundCode) return { code: "ENOENT" };
      if (code === notRunCode) return { code: "EACCES" };
      log("stderr", said); // It was the program that said so.
      return null;
    },
  };
}
