type Json = Record<string, unknown>;

/** Makes the description of a header of replies. */
function header(description: string, schema: Json = { type: "string" }): Json {
  return { schema, description };
}

/** The headers of replies, which stand under `components`. */
export const headers = {
  "X-Trace-Id": header("Finds the request in logs and events"),
  ETag: header("What the reply is, for If-None-Match and If-Match"),
  Location: header("Address of what was made", { type: "string", format: "uri-reference" }),
  "Preference-Applied": header(
    "What the reply follows of the header Prefer, as in `wait=30`; absent where that asks for nothing",
  ),
  "Retry-After": header("Seconds after which the same call may be tried again", {
    type: "integer",
    minimum: 1,
  }),
  "RateLimit-Policy": header(
    'Where a limit holds for the call: its name, and how many it allows in how many seconds, as in `"submits";q=600;w=60` (draft-ietf-httpapi-ratelimit-headers-11); absent while no such limit is set',
  ),
  RateLimit: header(
    'How many are left now, and after how many seconds there is one more, as in `"submits";r=42;t=1`; absent while no such limit is set',
  ),
} as const;
type HeaderName = keyof typeof headers;

/** Refers to some of them, as a response lists its headers. */
export function referTo(...names: HeaderName[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** What a reply says about a limit. */
export const quota = ["RateLimit-Policy", "RateLimit"] as const satisfies HeaderName[];
