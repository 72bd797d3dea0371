import {
  alternatives,
  type Call,
  type Description,
  nameOf,
  pascalCase,
  type Schema,
} from "./describe-calls.ts";

/** Writes the schemas as types of Python, and the operations as what calls are checked by. */
export function pythonModules({ schemas, calls }: Description): Record<string, string> {
  const types = createTypes(schemas);
  const checked = calls.filter(({ isStream }) => !isStream).map((call) => overload(call, types));
  const pages = calls.flatMap((call) => overloadOfPages(call, types));
  const table = calls.map(
    ({ id, method, path }) =>
      `    ${quoted(id)}: (${quoted(method.toUpperCase())}, ${quoted(path)}),`,
  );
  return {
    "types.py": [
      head,
      "from typing import Any, Literal, NotRequired, TypeAlias, TypedDict, Union\n",
      ...types.printed(),
    ].join("\n"),
    "_operations.py": [
      head,
      "from collections.abc import Iterator, Mapping",
      "from typing import Any, Literal, Union, overload\n",
      "from . import types\n",
      `OPERATIONS: dict[str, tuple[str, str]] = {\n${table.join("\n")}\n}\n\n`,
      "class Calls:",
      '    """Gives each operation its types; the client sends the requests."""\n',
      ...checked,
      `    def call(self, operation: str, *, ${untyped}, headers: Mapping[str, Any] | None = None, body: Any = None) -> Any:`,
      "        return self._send(operation, params=params, query=query, headers=headers, body=body)\n",
      ...pages,
      `    def pages(self, operation: str, *, ${untyped}) -> Iterator[Any]:`,
      "        return self._pages(operation, params, query or {})\n",
      "    def _send(self, operation: str, **given: Any) -> Any:",
      "        raise NotImplementedError\n",
      "    def _pages(self, operation: str, params: Mapping[str, Any] | None, query: Mapping[str, Any]) -> Iterator[Any]:",
      "        raise NotImplementedError\n",
    ].join("\n"),
  };
}

const head = [
  "# Made from the table of operations; not to be edited.",
  "from __future__ import annotations\n",
].join("\n");
const untyped = "params: Mapping[str, Any] | None = None, query: Mapping[str, Any] | None = None";

type Part = "params" | "query" | "headers" | "body" | "reply";
type Types = ReturnType<typeof createTypes>;

/** Makes what writes types. Objects within others become types of their own. */
function createTypes(schemas: Record<string, Schema>) {
  const names = new Set(Object.keys(schemas));
  /** Names of objects within others, by what they would be called and are. */
  const inner = new Map<string, string>();
  const lines: string[] = [];

  function define(name: string, schema: Schema): void {
    const isObject = schema.type === "object" && schema.properties !== undefined;
    const text = isObject
      ? dictOf(name, schema)
      : `${name}: TypeAlias = ${quoted(typeOf(schema, `${name}Value`))}`;
    lines.push(`${text}\n`);
  }
  /** As a call, `TypedDict` takes any key, also `from`; the types of its fields are texts, read later. */
  function dictOf(name: string, { properties = {}, required = [] }: Schema): string {
    const fields = Object.entries(properties).map(([key, schema]) => {
      const type = quoted(typeOf(schema, name + pascalCase(key)));
      const told = schema.description === undefined ? "" : `    # ${schema.description}\n`;
      return `${told}    ${quoted(key)}: ${required.includes(key) ? type : `NotRequired[${type}]`},`;
    });
    return `${name} = TypedDict(${quoted(name)}, {\n${fields.join("\n")}\n})`;
  }
  /** Returns the type of a schema; `hint` is its name where it needs one. */
  function typeOf(schema: Schema, hint: string, prefix = ""): string {
    const options = alternatives(schema);
    if (options.length > 1 || schema.oneOf !== undefined) {
      const types = options.map((one, at) =>
        typeOf(one, `${hint}${at === 0 ? "" : at + 1}`, prefix),
      );
      return `Union[${types.join(", ")}]`;
    }
    const name = nameOf(schema);
    if (name !== null) return prefix + name;
    const { const: only, enum: values, items } = schema;
    if (only !== undefined) return `Literal[${literal(only)}]`;
    if (values !== undefined) return `Literal[${values.map(literal).join(", ")}]`;
    if (items !== undefined) return `list[${typeOf(items, `${hint}Item`, prefix)}]`;
    return schema.type === "object"
      ? objectType(schema, hint, prefix)
      : (plain[String(schema.type)] ?? "Any");
  }
  function objectType(schema: Schema, hint: string, prefix: string): string {
    const { properties, additionalProperties: values } = schema;
    if (properties === undefined)
      return `dict[str, ${typeof values === "object" ? typeOf(values, `${hint}Value`, prefix) : "Any"}]`;
    const text = JSON.stringify([hint, schema]);
    const known = inner.get(text);
    if (known !== undefined) return prefix + known;
    let name = hint;
    while (names.has(name)) name += "_";
    names.add(name);
    inner.set(text, name);
    define(name, schema);
    return prefix + name;
  }
  for (const [name, schema] of Object.entries(schemas)) define(name, schema);
  return {
    printed: () => lines,
    /** Returns the type of a part of a call, for the module of operations. */
    ofPart(call: Call, part: Part): string {
      const schema = call[part];
      const hint = pascalCase(call.id) + pascalCase(part);
      return schema === null ? "None" : typeOf(schema, hint, "types.");
    },
    /** Whether a part has a field that has to be given. */
    isNeeded: (schema: Schema) => (whole(schema).required ?? []).length > 0,
    /** Returns the schema of the items of a reply that is a page; null for any other. */
    itemsOf({ reply }: Call): Schema | null {
      const { properties } = reply === null ? {} : whole(reply);
      return properties?.next === undefined ? null : (properties.items?.items ?? null);
    },
  };
  function whole(schema: Schema): Schema {
    return schemas[nameOf(schema) ?? ""] ?? schema;
  }
}

const plain: Record<string, string> = {
  ...{ string: "str", integer: "int", number: "float", boolean: "bool", null: "None" },
  array: "list[Any]",
};

function argumentsOf(call: Call, types: Types, parts: Exclude<Part, "reply">[]): string {
  const given = parts.flatMap((part) => {
    const schema = call[part];
    if (schema === null) return [];
    const type = types.ofPart(call, part);
    return [types.isNeeded(schema) ? `${part}: ${type}` : `${part}: ${type} | None = None`];
  });
  return given.length === 0 ? "" : `, *, ${given.join(", ")}`;
}

function overload(call: Call, types: Types): string {
  const given = argumentsOf(call, types, ["params", "query", "headers", "body"]);
  return [
    "    @overload",
    `    def call(self, operation: Literal[${quoted(call.id)}]${given}) -> ${types.ofPart(call, "reply")}:`,
    `        """${call.summary}."""\n`,
  ].join("\n");
}

function overloadOfPages(call: Call, types: Types): string[] {
  const items = types.itemsOf(call);
  if (items === null) return [];
  const item = types.ofPart({ ...call, id: `${call.id}.item`, reply: items }, "reply");
  const given = argumentsOf(call, types, ["params", "query"]);
  return [
    "    @overload",
    `    def pages(self, operation: Literal[${quoted(call.id)}]${given}) -> Iterator[${item}]: ...\n`,
  ];
}

const quoted = (text: string) => JSON.stringify(text);

function literal(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? `'${value.replaceAll("'", "\\'")}'` : String(value);
}
