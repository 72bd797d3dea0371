import { schemasAlong } from "@formwork/contracts/schema/explain/schemas-along";
import {
  isObject,
  listAt,
  objectAt,
  type SchemaObject,
} from "@formwork/contracts/schema/schema-tree";

/** The names of an object's fields in the order of its schemas, and the orders of what it holds. */
type Order = {
  names: readonly string[];
  /** The number of items that have a schema of their own. */
  fixedItems: number;
  below: (key: string) => Order;
};

/**
 * Returns a function that puts the keys of a payload in the order in which the schema names them,
 * whatever the order in which they were typed; keys it does not name come last. What is in order
 * already stays the same object.
 */
export function schemaOrder(root: SchemaObject): (payload: SchemaObject) => SchemaObject {
  const order = orderOf([root], root);
  // An object stays one.
  return (payload) => ordered(payload, order) as SchemaObject;
}

function orderOf(schemas: readonly SchemaObject[], root: SchemaObject): Order {
  const here = schemasAlong(schemas, [], root);
  const known = new Map<string, Order>();
  return {
    names: [...new Set(here.flatMap((schema) => Object.keys(objectAt(schema, "properties"))))],
    fixedItems: Math.max(0, ...here.map((schema) => listAt(schema, "prefixItems").length)),
    below(key) {
      const order = known.get(key) ?? orderOf(schemasAlong(here, [key], root), root);
      known.set(key, order);
      return order;
    },
  };
}

function ordered(value: unknown, order: Order): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item, index) =>
      isContainer(item)
        ? ordered(item, order.below(String(Math.min(index, order.fixedItems))))
        : item,
    );
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  const given = Object.keys(value);
  const keys = [
    ...new Set([...order.names.filter((name) => Object.hasOwn(value, name)), ...given]),
  ];
  const entries = keys.map((key): [string, unknown] => {
    const inner = value[key];
    return [key, isContainer(inner) ? ordered(inner, order.below(key)) : inner];
  });
  const isSame = entries.every(([key, inner], at) => key === given[at] && inner === value[key]);
  return isSame ? value : Object.fromEntries(entries);
}

function isContainer(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
