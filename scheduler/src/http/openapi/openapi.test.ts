import { isDuration } from "@formwork/contracts/duration";
import { operations } from "@formwork/contracts/operations/operations";
import { jobStates } from "@formwork/contracts/states";
import { expect } from "chai";
import { openApi } from "./openapi.ts";

type Json = Record<string, unknown>;
const document = openApi({ cookieName: "formwork_session", publicUrl: "https://jobs.example.org" });

describe("The OpenAPI document", () => {
  it("describes every operation, and no other", () => {
    const ids = Object.values(Object(document.paths)).flatMap((path) =>
      Object.values(Object(path)).map((row) => Object(row).operationId),
    );
    expect(ids).to.have.members(Object.keys(operations));
  });

  it("has no dangling references", () => {
    const references = [...walk(document)].flatMap(([, value]) =>
      typeof value.$ref === "string" ? [value.$ref] : [],
    );
    expect(references).to.include("#/components/schemas/Job");
    for (const reference of new Set(references))
      expect(lookUp(reference), reference).to.be.an("object");
  });

  it("describes every property and parameter", () => {
    const silent = [...walk(document)].flatMap(([pointer, { properties, parameters }]) => [
      ...Object.entries(Object(properties)).flatMap(([name, schema]) =>
        isDescribed(Object(schema)) ? [] : [`${pointer}/properties/${name}`],
      ),
      ...(Array.isArray(parameters) ? parameters : []).flatMap((one) =>
        isDescribed(Object(one)) ? [] : [`${pointer}/${Object(one).name}`],
      ),
    ]);
    expect(silent).to.deep.equal([]);
  });

  it("has valid examples", async () => {
    const { createAjv } = await import("@formwork/contracts/schema/validate");
    const ajv = createAjv().addSchema({ $id: "openapi", ...document });
    const bodies = [...walk(document)].filter(([, value]) => value.example !== undefined);
    expect(bodies).to.not.have.length(0);
    for (const [pointer, { example }] of bodies) {
      const fits = ajv.compile({ $ref: `openapi#${pointer}/schema` });
      expect(fits(example), `${pointer}: ${ajv.errorsText(fits.errors)}`).to.equal(true);
    }
  });

  it("has one problem per status, and names the codes of an operation", () => {
    const create = lookUp("#/paths/~1api~1v1~1jobs/post");
    expect(Object(create).responses[409]).to.deep.equal({
      $ref: "#/components/responses/Conflict",
    });
    expect(Object(create).description).to.contain("idempotency-conflict");
    expect(JSON.stringify(lookUp("#/components/responses/Unavailable"))).to.contain("Retry-After");
  });

  it("has requests that are closed and replies that may grow", () => {
    expect(lookUp("#/components/schemas/SubmitJob")).to.have.property(
      "additionalProperties",
      false,
    );
    expect(lookUp("#/components/schemas/HttpRunInput")).to.have.property(
      "additionalProperties",
      false,
    );
    for (const open of ["Job", "Problem", "JobEvent", "HttpRun"])
      expect(lookUp(`#/components/schemas/${open}`), open).to.not.have.property(
        "additionalProperties",
      );
    const closedReplies = [...walk(document)].filter(
      ([pointer, { additionalProperties }]) =>
        additionalProperties === false && /\/responses\//.test(pointer),
    );
    expect(closedReplies).to.deep.equal([]);
  });

  it("gives every list of values a type, and the known ones a name", () => {
    const lists = [...walk(document)].filter(([, value]) => Array.isArray(value.enum));
    for (const [pointer, { type }] of lists) expect(type, pointer).to.equal("string");
    expect(lookUp("#/components/schemas/JobState")).to.deep.include({ enum: [...jobStates] });
    expect(lookUp("#/components/schemas/Problem/properties/code")).to.have.property(
      "x-extensible-enum",
    );
    expect(lookUp("#/components/schemas/Job/properties/state/$ref")).to.equal(
      "#/components/schemas/JobState",
    );
  });

  it("says honestly what a duration is", () => {
    const schema = Object(lookUp("#/components/schemas/Duration"));
    expect(schema).to.not.have.property("format");
    expect(JSON.stringify(document)).to.not.contain('"format":"duration"');
    for (const example of schema.examples) expect(isDuration(example), example).to.equal(true);
  });

  it("tells the kinds of run apart by their names", () => {
    const run = Object(lookUp("#/components/schemas/Run"));
    expect(run.discriminator.mapping.command).to.equal("#/components/schemas/CommandRun");
    expect(run.oneOf).to.have.length(4);
  });

  it("has open objects that take any key", () => {
    const silent = [...walk(document)].filter(
      ([, schema]) =>
        schema.type === "object" &&
        !("properties" in schema) &&
        !("patternProperties" in schema) &&
        !("additionalProperties" in schema),
    );
    expect(silent.map(([pointer]) => pointer)).to.deep.equal([]);
  });

  it("names no part as a generator would name another schema", () => {
    const names = new Set(Object.keys(Object(document.components).schemas));
    const clashes = [...walk(document)].flatMap(([pointer, { properties }]) =>
      Object.entries<Json>(Object(properties)).flatMap(([name, schema]) => {
        const title = name.charAt(0).toUpperCase() + name.slice(1);
        const items = Object(schema.items);
        const one = title.replace(/s$/, "");
        if (schema.properties !== undefined && names.has(title)) return [`${pointer}/${name}`];
        return items.pattern !== undefined && names.has(one) ? [`${pointer}/${name}`] : [];
      }),
    );
    expect(clashes).to.deep.equal([]);
  });

  it("leads from a new job to what can be done with it", () => {
    const created = Object(lookUp("#/paths/~1api~1v1~1jobs/post/responses/201"));
    expect(created.headers).to.have.property("Location");
    for (const { operationId } of Object.values<Json>(created.links))
      expect(Object.keys(operations)).to.include(operationId);
  });

  it("has security schemes that are named as no schema", () => {
    const { securitySchemes, schemas } = Object(document.components);
    const names = Object.keys(schemas).map((name) => name.toLowerCase());
    expect(names).to.not.include.members(Object.keys(securitySchemes));
    expect(document.servers).to.deep.include({
      url: "https://jobs.example.org",
      description: "This Formwork",
    });
  });
});

/** Yields every object in the document with its pointer; examples are left out. */
function* walk(value: unknown, pointer = ""): Generator<[string, Json]> {
  if (typeof value !== "object" || value === null) return;
  yield [pointer, Object(value)];
  for (const [key, inner] of Object.entries(value))
    if (key !== "example")
      yield* walk(
        inner,
        `${pointer}/${encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"))}`,
      );
}

function isDescribed({ description, $ref }: Json): boolean {
  return typeof description === "string" || typeof $ref === "string";
}

function lookUp(reference: string): unknown {
  const keys = reference
    .slice(2)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return keys.reduce<unknown>((value, key) => Object(value)[key], document);
}
