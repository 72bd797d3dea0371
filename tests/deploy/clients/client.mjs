import { createFormwork } from "formwork-client";

/** Submits a job and follows it, over a network that fails meanwhile. */

const { FORMWORK_URL: url = "", FORMWORK_TOKEN: token = "" } = process.env;
const formwork = createFormwork({ url, token });
const { id } = await formwork.submit({
  ...{ template: "bad-network", payload: {}, tags: ["typescript"] },
});
process.stdout.write(`job ${id}\n`);
for await (const message of formwork.stream(id)) {
  if (message.kind === "log") process.stdout.write(`${message.line.text}\n`);
  if (message.kind === "end") process.stdout.write(`${message.state} ${message.result}\n`);
}
