import type { Template } from "@formwork/contracts/template";

type Json = Record<string, unknown>;
type Document = Json & {
  components: { schemas: Record<string, Json> };
  paths: Record<string, Json>;
};

/**
 * Returns the document with the types of one template: what a submit of it takes, and what its jobs
 * have as payload and result.
 */
export function withTemplate(document: Json, template: Template): Json {
  // The document is the one that `openApi` made; its parts are changed in the copy alone.
  const copy = structuredClone(document) as Document;
  const { schemas } = copy.components;
  const name = template.name.replaceAll(/(^|-)([a-z0-9])/g, (_, __, first) => first.toUpperCase());
  const [payload, result] = [`${name}Payload`, `${name}Result`];
  const { SubmitJob = {}, Job = {} } = schemas;
  schemas[payload] = placed(template.payload, payload);
  schemas[result] = placed(template.result ?? {}, result);
  schemas[`Submit${name}`] = withProperties(SubmitJob, {
    template: { type: "string", const: template.name },
    payload: refer(payload),
  });
  schemas[`${name}Job`] = withProperties(Job, {
    payload: refer(payload),
    result: { oneOf: [refer(result), { type: "null" }] },
  });
  const create = at(copy.paths, "/api/v1/jobs", "post");
  setSchema(at(create, "requestBody"), refer(`Submit${name}`));
  for (const status of ["200", "201"])
    setSchema(at(create, "responses", status), refer(`${name}Job`));
  setSchema(at(copy.paths, "/api/v1/jobs/{id}", "get", "responses", "200"), refer(`${name}Job`));
  return copy;
}

const refer = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** Returns a schema whose references lead to where it stands in the document. */
function placed(schema: Json, name: string): Json {
  const place = `#/components/schemas/${name}`;
  const text = JSON.stringify(schema, (key, value) =>
    key === "$ref" && typeof value === "string" ? value.replace(/^#/, place) : value,
  );
  const { $schema: _, $id: __, ...kept } = JSON.parse(text);
  return kept;
}

function withProperties(schema: Json, properties: Json): Json {
  return { ...schema, properties: { ...Object(schema.properties), ...properties } };
}

function at(value: unknown, ...keys: string[]): Json {
  return keys.reduce<unknown>((inner, key) => Object(inner)[key], value) as Json;
}

function setSchema(place: Json, schema: Json): void {
  at(place, "content", "application/json").schema = schema;
}
