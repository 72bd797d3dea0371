import { isRetryable, type ProblemCode, problems } from "@formwork/contracts/problem";

/** Makes the page that the `type` of every problem leads to: a table of all codes. */
export function problemPage(): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Problems · Formwork</title>',
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="data:,"><link rel="stylesheet" href="/docs/text.css"></head><body>',
    '<header><a href="/">Formwork</a><nav><a href="/docs">All operations</a></nav></header><main><h1>Problems</h1>',
    "<p>Every refusal of the API is a <code>Problem</code> (RFC 9457): <code>code</code> tells its kind, <code>detail</code> says it in words, <code>errors</code> lists the fields, and <code>traceId</code> finds it in the logs. Where <code>retryable</code> is true, the same request may succeed later, though nobody changes it.</p>",
    '<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Means</th><th scope="col">Send it again?</th></tr></thead><tbody>',
    ...Object.keys(problems).filter(isCode).map(row),
    "</tbody></table></main></body></html>",
  ].join("\n");
}

function row(code: ProblemCode): string {
  const { status, title } = problems[code];
  return `<tr id="${code}"><th scope="row"><a href="#${code}"><code>${code}</code></a></th><td data-of="Status:">${status}</td><td data-of="Means:">${title}</td><td data-of="Send it again?">${adviceFor(code)}</td></tr>`;
}

/** Says whether the same request may succeed later. */
function adviceFor(code: ProblemCode): string {
  const { status } = problems[code];
  if (status === 429 || status === 503) return "Yes, after <code>Retry-After</code> seconds";
  if (isRetryable(code)) return "Yes, with the same <code>Idempotency-Key</code>";
  if (status === 401) return "After signing in";
  if (status === 409 || status === 412) return "After reading it again";
  return "No";
}

function isCode(name: string): name is ProblemCode {
  return Object.hasOwn(problems, name);
}
