import { expect } from "chai";
import { TemplateDefinition } from "../../templates/template.ts";
import { processorMs } from "../../testing/processor-ms.ts";
import { createAjv } from "../validate.ts";
import { explain } from "./explain.ts";

/** What people read about `value` under `schema`, as "pointer words". */
function said(schema: object, value: unknown): string[] {
  const validate = createAjv().compile(schema);
  validate(value);
  return explain(validate.errors ?? [], { schema }).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );
}

describe("explain", () => {
  describe("names what is allowed", () => {
    const cases: [schema: object, value: unknown, words: string][] = [
      [{ type: "string" }, 5, "must be text"],
      [{ type: "integer" }, 1.5, "must be a whole number"],
      [{ type: ["number", "null"] }, "x", "must be a number or empty (null)"],
      [{ type: "boolean" }, "yes", "must be true or false"],
      [{ enum: ["GET", "POST"] }, "FETCH", "must be one of GET, POST"],
      [{ enum: ["a, b", "c"] }, "d", 'must be one of "a, b", c'],
      [{ type: "string", enum: ["a"] }, 5, "must be a"],
      [{ const: 3 }, 4, "must be 3"],
      [{ minimum: 3 }, 2, "must be at least 3"],
      [{ exclusiveMaximum: 3 }, 3, "must be less than 3"],
      [{ multipleOf: 5 }, 3, "must be a multiple of 5"],
      [{ minLength: 1 }, "", "must not be empty"],
      [{ maxLength: 2 }, "abc", "must have at most 2 characters"],
      [{ pattern: "^/" }, "a", "must start with /"],
      [{ format: "duration" }, "soon", "must be a duration, such as 90s, 10m, 1h30m or PT5M"],
      [{ format: "cron" }, "soon", 'must be a cron expression, such as "30 9 * * 1-5"'],
      [
        { format: "date", formatMinimum: "2026-01-01" },
        "2025-01-01",
        "must be at or after 2026-01-01",
      ],
      [{ minItems: 1 }, [], "is empty: add at least one"],
      [{ minItems: 2 }, [1], "must have at least 2 items"],
      [{ maxItems: 2 }, [1, 2, 3], "must have at most 2 items"],
      [{ uniqueItems: true }, [1, 2, 1], "must not hold the same item twice (items 1 and 3)"],
      [{ prefixItems: [true], items: false }, [1, 2], "must have at most 1 item"],
      [{ contains: { type: "string" } }, [1, 2], "must hold at least 1 item of the kind asked for"],
      [{ minProperties: 2 }, { a: 1 }, "must have at least 2 fields"],
      [{ not: { const: 1 } }, 1, "must not have this value"],
      [false, 1, "is not allowed here"] as unknown as [object, unknown, string],
    ];
    for (const [schema, value, words] of cases) {
      it(`${JSON.stringify(value)} under ${JSON.stringify(schema)}: ${words}`, () => {
        expect(said(schema, value)).to.deep.equal([` ${words}`]);
      });
    }
  });

  it("points at the missing field itself", () => {
    expect(said({ properties: { a: { required: ["b/c"] } } }, { a: {} })).to.deep.equal([
      "/a/b~1c is required",
    ]);
    expect(said({ dependentRequired: { a: ["b"] } }, { a: 1 })).to.deep.equal([
      "/b is required together with a",
    ]);
  });

  it("points at the unknown key and suggests the near name", () => {
    const schema = { properties: { url: {}, method: {} }, additionalProperties: false };
    expect(said(schema, { ulr: 1, zebra: 2 })).to.deep.equal([
      "/ulr is not a known field; did you mean url?",
      "/zebra is not a known field",
    ]);
    expect(said({ propertyNames: { maxLength: 2 } }, { abc: 1 })).to.deep.equal([
      "/abc is not an allowed name",
    ]);
  });

  it("puts a prefix before every pointer", () => {
    const validate = createAjv().compile({ required: ["a"] });
    validate({});
    expect(explain(validate.errors ?? [], { prefix: "/payload" })[0]?.pointer).to.equal(
      "/payload/a",
    );
  });

  describe("reports only the intended option of a choice", () => {
    const byKind = {
      oneOf: [
        {
          properties: { kind: { const: "card" }, number: { type: "string" } },
          required: ["kind", "number"],
        },
        {
          properties: { kind: { const: "cash" }, coins: { type: "integer" } },
          required: ["kind", "coins"],
        },
      ],
    };

    it("selected by a constant", () => {
      expect(said(byKind, { kind: "cash", coins: "x" })).to.deep.equal([
        "/coins must be a whole number",
      ]);
    });

    it("selected by a constant, whatever else is wrong", () => {
      const schema = {
        anyOf: [
          { properties: { kind: { const: "a" } }, required: ["kind"], additionalProperties: false },
          {
            properties: { kind: { const: "b" }, how: { enum: ["fast", "slow"] }, of: {} },
            required: ["kind", "of"],
            additionalProperties: false,
          },
        ],
      };
      expect(said(schema, { kind: "b", how: "soon", hwo: 1 })).to.have.members([
        "/of is required",
        "/how must be one of fast, slow",
        "/hwo is not a known field; did you mean how?",
      ]);
    });

    it("or lists all constants, where the value has none of them", () => {
      expect(said(byKind, { kind: "cheque", coins: 1 })).to.deep.equal([
        "/kind must be one of card, cash",
      ]);
    });

    it("or only the missing property, where the constant is absent", () => {
      expect(said(byKind, {})).to.deep.equal(["/kind is required"]);
    });

    it("selected by the type of the value", () => {
      const schema = { anyOf: [{ type: "string" }, { type: "object", required: ["a"] }] };
      expect(said(schema, {})).to.deep.equal(["/a is required"]);
      expect(said(schema, 5)).to.deep.equal([" must be text or an object"]);
    });

    it("with the fewest errors, otherwise", () => {
      const schema = { anyOf: [{ required: ["a", "b", "c"] }, { required: ["d"] }] };
      expect(said(schema, {})).to.deep.equal(["/d is required"]);
    });

    it("or one error for all, where each option is a type or a value", () => {
      expect(said({ anyOf: [{ type: "integer" }, { const: "auto" }] }, "x")).to.deep.equal([
        " must be a whole number or auto",
      ]);
    });

    it("or the fields, where each option requires one of its own", () => {
      expect(said({ anyOf: [{ required: ["a"] }, { required: ["b"] }] }, {})).to.deep.equal([
        " needs a or b",
      ]);
    });

    it("through references, of which two options may share one", () => {
      const schema = {
        $defs: {
          port: { type: "integer", minimum: 1 },
          tcp: {
            required: ["kind", "port"],
            properties: { kind: { const: "tcp" }, port: { $ref: "#/$defs/port" } },
          },
          udp: {
            required: ["kind", "port"],
            properties: {
              kind: { const: "udp" },
              port: { $ref: "#/$defs/port" },
              ttl: { type: "integer" },
            },
          },
        },
        properties: { to: { oneOf: [{ $ref: "#/$defs/tcp" }, { $ref: "#/$defs/udp" }] } },
      };
      expect(said(schema, { to: { kind: "udp", port: 0, ttl: "x" } })).to.have.members([
        "/to/port must be at least 1",
        "/to/ttl must be a whole number",
      ]);
      expect(said(schema, { to: { kind: "ip", port: 0 } })).to.deep.equal([
        "/to/kind must be one of tcp, udp",
      ]);
    });

    it("inside another choice", () => {
      const schema = { anyOf: [{ type: "null" }, { type: "object", properties: { how: byKind } }] };
      expect(said(schema, { how: { kind: "card" } })).to.deep.equal(["/how/number is required"]);
    });

    it("or that the value is valid under several", () => {
      expect(said({ oneOf: [{ type: "number" }, { type: "integer" }] }, 1)).to.deep.equal([
        " fits more than one of its choices, and must fit one only",
      ]);
    });
  });

  it("reports once that a text is empty", () => {
    const word = { minLength: 1, pattern: "^a" };
    const schema = {
      properties: { word, words: { items: word }, long: { ...word, minLength: 2 } },
    };
    expect(said(schema, { word: "", words: ["a", "", "b"], long: "" })).to.deep.equal([
      "/word must not be empty",
      "/words/1 must not be empty",
      "/words/2 must start with a",
      "/long must have at least 2 characters",
      "/long must start with a",
    ]);
  });

  it("reports the branch of a condition, not the condition", () => {
    const schema = {
      if: { required: ["a"] },
      then: { required: ["b"] },
      unevaluatedProperties: false,
    };
    expect(said(schema, { a: 1 })).to.deep.equal(["/b is required"]);
  });

  it("reports errors of a template for its kind of run only", () => {
    const template = { name: "x", title: "X", payload: {}, run: { kind: "http", method: "FETCH" } };
    expect(said(TemplateDefinition, template)).to.deep.equal([
      "/run/url is required",
      "/run/method must be one of GET, HEAD, POST, PUT, PATCH, DELETE",
    ]);
    expect(said(TemplateDefinition, { ...template, run: { kind: "htp" } })).to.deep.equal([
      "/run/kind must be one of http, command, module, remote",
    ]);
    expect(
      said(TemplateDefinition, { ...template, run: { kind: "command", argv: ["ls"], envv: {} } }),
    ).to.deep.equal(["/run/envv is not a known field; did you mean env?"]);
  });

  it("bounds time and number of errors for a value with a hundred thousand of them", () => {
    const validate = createAjv().compile({
      items: { anyOf: [{ type: "string" }, { type: "boolean" }] },
    });
    validate(Array.from({ length: 100_000 }, (_, index) => index));
    const ms = processorMs(() => {
      expect(explain(validate.errors ?? [])).to.have.length.below(200);
    });
    expect(ms).to.be.below(2000);
  });
});
