import type { BodyOf } from "@formwork/contracts/operations/operations";
import { type Confirmation, confirmationOf } from "@formwork/contracts/summary/confirmation";
import type { Connection } from "../connection/connect.ts";
import { endWith } from "../exit-codes.ts";
import { openPrompt } from "../terminal/ask.ts";
import { say } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";

/**
 * Asks a person what the template asks before a job is sent: to type a word, or yes. Anything else
 * ends the command before a job exists.
 */
export async function confirmJob(
  terminal: Terminal,
  { client }: Connection,
  { template: name, version, payload = {} }: BodyOf<"jobs.create">,
): Promise<void> {
  const place = { params: { name }, query: version === undefined ? {} : { version } };
  const template = await client.call("templates.get", place);
  if (template.confirm === undefined) return;
  // The question is about what the job would get, defaults included.
  const complete = await client.call("templates.validate", { ...place, body: { payload } });
  if (!complete.valid) return;
  const confirmation = confirmationOf(template, complete.payload);
  if (confirmation !== null) await askFor(terminal, confirmation);
}

async function askFor(terminal: Terminal, { text, word }: Confirmation): Promise<void> {
  say(terminal, text);
  const expected = word === "" ? "yes" : word;
  const prompt = openPrompt(terminal);
  const typed = await prompt.ask(`Type ${expected} to send it: `).finally(() => prompt.close());
  if (typed !== expected) endWith("usage", `Nothing was sent: "${typed}" is not "${expected}"`);
}
