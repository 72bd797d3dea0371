import { operations } from "@formwork/contracts/operations/operations";
import { expect } from "chai";
import { openApi } from "./openapi.ts";

type Json = Record<string, unknown>;
const document = openApi({ cookieName: "formwork_session" });

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
      ...[parameters ?? []]
        .flat()
        .flatMap((one) => (isDescribed(Object(one)) ? [] : [`${pointer}/${Object(one).name}`])),
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

  it("lists problems by status, with their codes", () => {
    const create = lookUp("#/paths/~1api~1v1~1jobs/post/responses/409");
    expect(JSON.stringify(create))
      .to.contain("idempotency-conflict")
      .and.contain("template-archived");
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

/** The part of a problem's schema that narrows `code` needs no description of its own. */
function isDescribed({ description, $ref, enum: values }: Json): boolean {
  return typeof description === "string" || typeof $ref === "string" || values !== undefined;
}

function lookUp(reference: string): unknown {
  const keys = reference
    .slice(2)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return keys.reduce<unknown>((value, key) => Object(value)[key], document);
}
