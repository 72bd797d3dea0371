import { problems } from "@formwork/contracts/problem";

/** Makes the page that the `type` of every problem leads to: a table of all codes. */
export function problemPage(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, title }]) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${title}</td><td>${adviceFor(status)}</td></tr>`,
  );
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Problems - Formwork</title>',
    '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/docs/page.css"></head>',
    "<body><main><h1>Problems</h1>",
    "<p>Every refusal of the API is a <code>Problem</code> (RFC 9457); <code>code</code> tells its kind, <code>detail</code> says it in words, and <code>errors</code> lists the fields.</p>",
    "<table><thead><tr><th>Code</th><th>Status</th><th>Means</th><th>Send it again?</th></tr></thead><tbody>",
    ...rows,
    '</tbody></table><p><a href="/docs">All operations</a></p></main></body></html>',
  ].join("\n");
}

/** Says whether the same request may succeed later. */
function adviceFor(status: number): string {
  if (status === 429 || status === 503) return "Yes, after <code>Retry-After</code> seconds";
  if (status === 408 || status >= 500) return "Yes, with the same <code>Idempotency-Key</code>";
  if (status === 401) return "After signing in";
  if (status === 409 || status === 412) return "After reading it again";
  return "No";
}
