import { CommanderError } from "commander";

/** Returns true for an error that ends the command: it is the command's own, and no lost connection. */
export function endsFollowing(error: unknown): boolean {
  return error instanceof CommanderError;
}
