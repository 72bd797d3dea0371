import { TemplateAccess } from "../accounts/template-access.ts";
import { FieldError } from "../problem.ts";
import { anyObject, closed, line, repeated } from "../shapes.ts";
import {
  PublishTemplate,
  Template,
  TemplateFault,
  TemplateSummary,
  TemplateVersion,
  templateName,
} from "../templates/template.ts";
import { Type } from "../typebox.ts";
import { freshHeaders, get, listOf, matchHeaders, paging, post, put, remove } from "./operation.ts";

const name = closed({
  name: Type.String({ pattern: templateName, description: "Name of the template" }),
});

/** What rows about one template share. */
const oneTemplate = {
  tag: "templates",
  concerns: "template",
  params: name,
  problems: ["template-not-found"],
} as const;

/** What rows about one version of a template share; without `version` it is the newest. */
const oneVersion = {
  tag: "templates",
  scope: "templates:read",
  concerns: "template",
  params: name,
  query: closed({
    version: Type.Optional(
      Type.Integer({ minimum: 1, description: "Version; the newest unless told" }),
    ),
  }),
  problems: ["template-not-found", "version-not-found"],
} as const;

/** Browsing, publishing and trying out templates. */
export const templateOperations = {
  "templates.list": listOf(TemplateSummary, "/templates", {
    ...{ tag: "templates", concerns: "list" },
    scope: "templates:read",
    summary: "Newest version of each template, by title",
    query: closed({
      ...paging,
      q: Type.Optional(
        Type.String({ maxLength: 200, description: "Part of name, title or description" }),
      ),
      tag: repeated(line(), "Tag; given several times, a template has all of them"),
      archived: Type.Optional(Type.Boolean({ description: "Archived ones too" })),
    }),
  }),
  // Before the row of one template, whose address it would be; so no template is called `faults`.
  "templates.faults": get("/templates/faults", {
    ...{ tag: "templates", concerns: "list" },
    scope: "templates:read",
    summary:
      "Template files that were left out, changed or vanished, and templates whose secrets are missing",
    reply: closed({
      items: Type.Array(TemplateFault, { description: "At most 200, by file" }),
    }),
  }),
  "templates.get": get("/templates/:name", {
    ...oneVersion,
    summary: "One version whole",
    headers: freshHeaders,
    version: ["version", "hash", "archived"],
    reply: Template,
  }),
  "templates.versions": listOf(TemplateVersion, "/templates/:name/versions", {
    ...oneTemplate,
    scope: "templates:read",
    summary: "Its versions, newest first",
    query: closed(paging),
  }),
  "templates.validator": get("/templates/:name/validator.js", {
    ...oneVersion,
    summary:
      "The payload's validator compiled to a script, so that the form checks by the same rules without eval",
    replyType: "text/javascript",
  }),
  "templates.publish": put("/templates/:name", {
    ...{ tag: "templates", concerns: "template", right: "run" },
    scope: "templates:write",
    audit: "template.publish",
    status: 201,
    also: { status: 200, when: "the content is that of the newest version" },
    makes: "/templates/:name",
    summary: "Publish a version; takes what GET answers with, too",
    params: name,
    headers: matchHeaders,
    matches: "templates.get",
    version: ["version", "hash", "archived"],
    body: PublishTemplate,
    reply: Template,
    problems: ["invalid-template", "template-too-costly", "template-not-found", "not-as-expected"],
  }),
  "templates.archive": remove("/templates/:name", {
    ...oneTemplate,
    right: "run",
    scope: "templates:write",
    audit: "template.archive",
    summary: "Archive: jobs keep their version, no new ones are taken",
  }),
  "templates.access": get("/templates/:name/access", {
    ...oneTemplate,
    right: "run",
    scope: "templates:write",
    summary: "Who may see and run it",
    reply: TemplateAccess,
  }),
  "templates.set-access": put("/templates/:name/access", {
    ...oneTemplate,
    right: "run",
    scope: "templates:write",
    audit: "template.set-access",
    summary:
      "Set who may see and run it, in every version; for others it is not there, with its jobs. It holds within 5 s, also for what is open",
    body: TemplateAccess,
    reply: TemplateAccess,
    problems: ["template-not-found", "too-many-lists"],
  }),
  "templates.validate": post("/templates/:name/validate", {
    ...oneVersion,
    audit: { unrecorded: "it checks a payload and changes nothing" },
    summary: "Check a payload: the faults, and the payload with defaults filled in",
    body: closed({ payload: anyObject({ description: "Payload to check" }) }),
    reply: closed({
      valid: Type.Boolean({ description: "True without faults" }),
      errors: Type.Array(FieldError, {
        description: "Each fault; pointers start at the request body (/payload/…)",
      }),
      payload: anyObject({ description: "What a job would get" }),
    }),
  }),
};
