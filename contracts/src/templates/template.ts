import type { Static } from "typebox";
import { queuePattern } from "../queue.ts";
import { TemplateRetention } from "../retention.ts";
import { anyObject, closed, duration, line, lines, time } from "../shapes.ts";
import { Type } from "../typebox.ts";
import { Run, runKinds } from "./run.ts";

/** A template as its file defines it, and as the registry stores its versions. */

export const templateName = "^[a-z0-9][a-z0-9-]{0,62}$";

/** How failed attempts are retried. Absent fields take `retryDefaults`. */
export const Retry = closed(
  {
    attempts: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, description: "Attempts in all" }),
    ),
    initial: Type.Optional(duration("Longest wait before the second attempt")),
    factor: Type.Optional(
      Type.Number({
        minimum: 1,
        maximum: 10,
        description: "Growth of the wait from attempt to attempt",
      }),
    ),
    max: Type.Optional(duration("Longest wait ever")),
    jitter: Type.Optional(
      Type.Boolean({ description: "Spread the wait evenly between zero and its length" }),
    ),
    fatalExitCodes: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, maximum: 255 }), {
        description: "Exit codes that are never retried",
      }),
    ),
    onLost: Type.Optional(
      Type.Enum(["retry", "never"], {
        description: "never: an attempt whose worker died is not repeated (at most once)",
      }),
    ),
  },
  { description: "How failed attempts are repeated" },
);
export type Retry = Static<typeof Retry>;

export const retryDefaults = {
  attempts: 3,
  initial: "1s",
  factor: 2,
  max: "5m",
  jitter: true,
  fatalExitCodes: [],
  onLost: "retry",
} as const satisfies Required<Retry>;
export const templateDefaults = { queue: "default", priority: 4, timeout: "10m" } as const;

export const Example = closed({
  title: line({ minLength: 1, description: "What the example shows" }),
  payload: anyObject({ description: "A payload that is valid" }),
});

/** The content of a template file. */
export const TemplateDefinition = closed(
  {
    $schema: Type.Optional(Type.String({ description: "For editors; ignored" })),
    name: Type.String({
      pattern: templateName,
      description: "Lower-case letters, digits and dashes; unique",
    }),
    title: line({
      minLength: 1,
      maxLength: 120,
      description: "Shown in the gallery and above the form",
    }),
    description: Type.Optional(lines({ maxLength: 2000, description: "Shown above the form" })),
    tags: Type.Optional(
      Type.Array(line({ minLength: 1, maxLength: 32 }), {
        maxItems: 20,
        description: "Words to find it by",
      }),
    ),
    summary: Type.Optional(
      line({
        minLength: 1,
        maxLength: 500,
        description: "Tells one job from another; placeholders name fields of the payload",
      }),
    ),
    confirm: Type.Optional(
      closed(
        {
          text: lines({
            minLength: 1,
            maxLength: 1000,
            description: "What sending the job does; may hold placeholders",
          }),
          word: Type.Optional(
            line({
              minLength: 1,
              maxLength: 200,
              description: "The word that has to be typed; may hold placeholders",
            }),
          ),
        },
        { description: "Asked of people before they send a job; programs are not asked" },
      ),
    ),
    payload: anyObject({ description: "JSON Schema 2020-12 of the payload; its type is object" }),
    form: Type.Optional(anyObject({ description: "Form layout (uiSchema)" })),
    run: Run,
    queue: Type.Optional(
      Type.String({
        pattern: queuePattern,
        description: "Queue its jobs wait in",
      }),
    ),
    priority: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 9, description: "9 is claimed first" }),
    ),
    timeout: Type.Optional(duration("Longest one attempt may take")),
    retry: Type.Optional(Retry),
    concurrency: Type.Optional(
      closed(
        {
          limit: Type.Integer({ minimum: 1, description: "Jobs that run at once per key" }),
          key: Type.Optional(
            line({
              description: "Placeholder that names the key; one key for the template unless told",
            }),
          ),
        },
        { description: "How many of its jobs run at once" },
      ),
    ),
    retention: Type.Optional(TemplateRetention),
    result: Type.Optional(anyObject({ description: "JSON Schema of the result" })),
    examples: Type.Optional(
      Type.Array(Example, { maxItems: 50, description: "Payloads to start from; run as tests" }),
    ),
  },
  { description: "A job template" },
);
export type TemplateDefinition = Static<typeof TemplateDefinition>;

const versionFields = {
  name: Type.String({ description: "Name of the template" }),
  version: Type.Integer({ minimum: 1, description: "Number of the version" }),
  hash: Type.String({ description: "SHA-256 of the content" }),
  codeHash: Type.Optional(
    Type.String({
      description:
        "SHA-256 of the files of its folder that its jobs run, kept with the version; absent where it needs none",
    }),
  ),
  publishedAt: time("When it was published"),
  publishedBy: Type.String({ description: "Who published it; `folder` for one read from disk" }),
};

/** A row of the list of templates: the newest version, without schema and form. */
export const TemplateSummary = closed({
  ...versionFields,
  title: Type.String({ description: "Shown in the gallery" }),
  description: Type.String({ description: "Shown above the form; may be empty" }),
  tags: Type.Array(Type.String(), { description: "Words to find it by" }),
  kind: Type.Enum([...runKinds], { description: "What it runs" }),
  archived: Type.Boolean({ description: "True when no new jobs are taken" }),
});
export type TemplateSummary = Static<typeof TemplateSummary>;

/** One version with all its content: the fields of the file and those of the registry. */
export const Template = closed({
  ...TemplateDefinition.properties,
  ...versionFields,
  archived: Type.Boolean({ description: "True when no new jobs are taken" }),
});
export type Template = Static<typeof Template>;

const { name: _, ...registryFields } = versionFields;

/** What a caller sends to publish a version. The fields of the registry are ignored. */
export const PublishTemplate = closed({
  ...TemplateDefinition.properties,
  ...Type.Partial(closed({ ...registryFields, archived: Template.properties.archived })).properties,
});
export type PublishTemplate = Static<typeof PublishTemplate>;

/** Names of the fields that a file has. */
export const definitionFields = Object.keys(TemplateDefinition.properties);

/** A row of the list of a template's versions. */
export const TemplateVersion = closed(versionFields);
export type TemplateVersion = Static<typeof TemplateVersion>;

/** The data of a template's event: the version it is about, without schema and form. */
export const TemplateChange = Type.Pick(TemplateSummary, [
  "name",
  "version",
  "title",
  "hash",
  "codeHash",
  "archived",
]);
export type TemplateChange = Static<typeof TemplateChange>;

/** What is wrong with a template's file. */
export const TemplateFault = closed({
  file: Type.String({
    description:
      "Path below the templates folder; empty for the folder itself, and for a template that lacks a secret",
  }),
  template: Type.Union([Type.String(), Type.Null()], {
    description: "Name of the template; null where none could be read",
  }),
  pointer: Type.String({ description: "JSON Pointer into the file; empty for the whole file" }),
  message: Type.String({ description: "What is wrong, and what becomes of it" }),
  since: time("When it was found first"),
});
export type TemplateFault = Static<typeof TemplateFault>;
