/** `name` of an error that refuses a database for its schema; its message is for the operator. */
export const schemaRefusal = "SchemaRefusal";

/** Refuses a database for its schema. */
export function refuseSchema(message: string): never {
  throw Object.assign(new Error(message), { name: schemaRefusal });
}
