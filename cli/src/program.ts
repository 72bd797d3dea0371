import { type Command, CommanderError } from "commander";
import { exitCodes, isEnding } from "./exit-codes.ts";
import { say } from "./terminal/print.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Commands that run a part of Formwork; no other code is loaded for them. */
const services = ["start", "scheduler", "worker", "notifier"];
/** Commands that work on the files of an installation, and ask no server. */
const care = ["check", "backup", "restore", "reset-password"];

/** Returns true where the command line runs a part of Formwork, until it is stopped. */
export function isService([first = ""]: readonly string[]): boolean {
  return services.includes(first);
}

/**
 * Runs the command line in a terminal and returns its exit code. What a command needs is loaded when
 * it is known.
 */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = await programFor(args[0] ?? "", terminal);
  try {
    await program.parseAsync([...args], { from: "user" });
    return exitCodes.succeeded.code;
  } catch (error) {
    return endingCode(error, terminal);
  }
}

async function programFor(first: string, terminal: Terminal): Promise<Command> {
  const { baseProgram } = await import("./base-program.ts");
  const program = baseProgram(terminal);
  if (!isService([first]) && !care.includes(first)) {
    const { addClientCommands } = await import("./client-program.ts");
    addClientCommands(program, terminal);
  }
  return program;
}

function endingCode(error: unknown, terminal: Terminal): number {
  if (isEnding(error)) {
    if (error.message !== "") say(terminal, error.message);
    return error.exitCode;
  }
  // Commander has printed its message; help that was asked for ends with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage.code;
  say(terminal, error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.internal.code;
}
