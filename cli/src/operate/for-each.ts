import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { Connection } from "../connection/connect.ts";
import { endingOf, type NamedField, problemLines } from "../connection/problem-lines.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { endWith } from "../exit-codes.ts";
import { say } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";

/**
 * Does the same with each of several things, one after the other. What is refused is said and does
 * not keep the others from their turn; the command then ends as refused.
 */
export async function forEach<T>(params: {
  terminal: Terminal;
  connection: Connection;
  items: readonly T[];
  run: (item: T) => Promise<void>;
  nameOf: (item: T) => string;
  fields?: readonly NamedField[];
}): Promise<void> {
  const { terminal, connection, items, run, nameOf, fields = [] } = params;
  const [first] = items;
  if (items.length === 1 && first !== undefined)
    return sayingProblems(connection, () => run(first), fields);
  let refused = 0;
  for (const item of items) {
    try {
      await run(item);
    } catch (error) {
      // Without a server the others would fail alike.
      if (!isProblemError(error) || endingOf(error) !== "refused")
        await sayingProblems(connection, () => Promise.reject(error));
      else say(terminal, `${nameOf(item)}: ${problemLines(error, connection, fields).join("\n")}`);
      refused++;
    }
  }
  if (refused > 0) endWith("refused", `${refused} of ${items.length} were refused`);
}
