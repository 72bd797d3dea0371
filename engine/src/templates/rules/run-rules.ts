import type { FieldError } from "@formwork/contracts/problem";
import { type HttpRun, isReservedHeader, type RunKind } from "@formwork/contracts/run";
import { childPointer } from "@formwork/contracts/schema/pointer";
import { secretNamesOf } from "@formwork/contracts/secret-names";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { placeholder } from "@formwork/contracts/text/placeholders";
import { chosenByCallers, commandFaults } from "./command-rules.ts";
import { type PlaceholderFields, placeholderFaults } from "./placeholder-rules.ts";
import { refuseSecretPlaceholders } from "./secrets/secret-placeholders.ts";

/** Fields of the job and of the template that the runners fill in. */
const fields: PlaceholderFields = {
  job: ["id", "attempt", "queue", "createdAt"],
  template: ["name", "version", "folder"],
};
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const nowhere = () => false;

/**
 * Where a secret may stand. Everybody on the machine can read the arguments of a program, and a
 * module or a remote worker is given the secrets that `run.secrets` lists.
 */
const mayHoldSecret: Record<RunKind, (pointer: string) => boolean> = {
  http: (pointer) => /^\/run\/(?:url|headers|auth|body)(?:$|\/)/.test(pointer),
  command: (pointer) => pointer.startsWith("/run/env/"),
  module: nowhere,
  remote: nowhere,
};

/**
 * Returns faults of what a template runs: ill-formed placeholders, placeholders of fields that the
 * payload does not have, headers that cannot be set, and commands of which a payload would choose more
 * than the arguments.
 */
export function runFaults({ run, concurrency, payload }: TemplateDefinition): FieldError[] {
  return [
    ...placeholderFaults(run, "/run", { payload, fields, allowsSecrets: mayHoldSecret[run.kind] }),
    ...placeholderFaults(concurrency ?? {}, "/concurrency", { payload, fields }),
    ...refuseSecretPlaceholders(payload, "/concurrency/key", concurrency?.key ?? ""),
    ...(run.kind === "http" ? httpFaults(run) : []),
    ...(run.kind === "command" ? commandFaults(run, payload) : []),
  ];
}

function httpFaults(run: HttpRun): FieldError[] {
  const { url, headers = {}, auth } = run;
  const names = Object.keys(headers);
  const authorization = names.find((name) => name.toLowerCase() === "authorization");
  const twice =
    auth === undefined || authorization === undefined
      ? []
      : [
          {
            pointer: childPointer("/run/headers", authorization),
            message: "must not be given beside auth, which makes it",
            keyword: "header",
          },
        ];
  return [...urlFaults(url), ...targetFaults(run), ...headerFaults(headers), ...twice];
}

/** A secret of the store goes to the host that the template names, not to one that a caller names. */
function targetFaults(run: HttpRun): FieldError[] {
  const [origin = ""] = /^(?:https?:\/\/|\{\{[^}]*\}\})?[^/?#]*/i.exec(run.url) ?? [];
  if (secretNamesOf(run).length === 0 || !chosenByCallers.test(origin)) return [];
  const message =
    "must not take the host from the payload where the run names a secret: whoever runs it would choose who is sent the secret";
  return [{ pointer: "/run/url", message, keyword: "url" }];
}

/** Checks what stands before the first placeholder: an address that starts with one may be any. */
function urlFaults(url: string): FieldError[] {
  const start = url.split("{{")[0] ?? "";
  const fault = (message: string) => [{ pointer: "/run/url", message, keyword: "url" }];
  // The scheme itself may hold a placeholder, as in `http{{payload.s}}://`.
  const isHttp = start === url || start.includes(":") ? /^https?:\/\//i : /^(?:h|$)/i;
  if (!isHttp.test(start)) return fault("must start with http:// or https://");
  if (/^https?:\/\/[^/?#]*@/i.test(start))
    return fault("must not hold a user name or password; write them into /run/auth/basic");
  // Readers of addresses leave control characters and further slashes out: what follows is the host.
  if (hasControls(url)) return fault("must not hold line breaks or other control characters");
  return /^https?:\/\/(?:[/\\?#]|$)/i.test(url) ? fault("must name a host after //") : [];
}

function headerFaults(headers: Record<string, string>): FieldError[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    const pointer = childPointer("/run/headers", name);
    const nameFault = headerName.test(name)
      ? reservedFault(name)
      : "is not a name a header can have";
    const badName = nameFault === null ? [] : [{ pointer, message: nameFault, keyword: "header" }];
    const message = valueFault(value);
    return [...badName, ...(message === null ? [] : [{ pointer, message, keyword: "header" }])];
  });
}

function valueFault(value: string): string | null {
  if (/[\r\n]/.test(value)) return "must not hold a line break";
  // A header has the characters of one byte; those of placeholders are looked at when they are filled.
  return hasControls(value.replaceAll("\t", " ")) ||
    /[\u{100}-\u{10ffff}]/u.test(value.replace(placeholder, ""))
    ? "must not hold control characters, nor others than those of ISO 8859-1"
    : null;
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}

function reservedFault(name: string): string | null {
  return isReservedHeader(name) ? "is set by the connection, and cannot be set here" : null;
}
