/** `name` of an error that refuses a database for its schema; its message is for the operator. */
export const schemaRefusal = "SchemaRefusal";

/** Refuses a database for its schema. */
export function refuseSchema(message: string): never {
  throw Object.assign(new Error(message), { name: schemaRefusal });
}

/** Refuses a database that a newer Formwork has changed: this one would not keep what that stored. */
export function refuseNewerSchema(schema: number, known: number): never {
  refuseSchema(
    `The database has schema ${schema}; this Formwork knows ${known}. Start the newer one, or restore a backup from before the upgrade.`,
  );
}
