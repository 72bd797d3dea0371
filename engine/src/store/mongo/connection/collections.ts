import type { Connection, Model, mongo, Schema } from "mongoose";
import type { JobDocument } from "../record/documents.ts";
import type {
  LogChunk,
  PastSteps,
  Result,
  SchemaDocument,
  TemplateQueue,
  WriterDocument,
} from "../record/other-documents.ts";
import { schemas } from "./schemas.ts";

type Documents = {
  jobs: JobDocument;
  past_steps: PastSteps;
  results: Result;
  log_chunks: LogChunk;
  writers: WriterDocument;
  template_queues: TemplateQueue;
  meta: SchemaDocument;
};
type Name = keyof Documents;

/** The driver's collections, for bulk writes and for filters without values of a caller. */
export type Collections = { [N in Name]: mongo.Collection<Documents[N]> };
/** Mongoose models of the same, which check filters against the schema. */
export type Models = { [N in Name]: Model<Documents[N]> };

/** Names of the collections. */
export const names = Object.keys(schemas) as Name[]; // The keys of `schemas`, which are those of `Documents`.

/** Returns the collections of a connection, which need not be open yet. */
export function collectionsOf(connection: Connection): {
  collections: Collections;
  models: Models;
} {
  const made = names.map(
    (name) => [name, connection.model(name, schemas[name] as Schema, name)] as const,
  );
  // What makes the types true is that every write goes through this folder.
  const models = Object.fromEntries(made) as unknown as Models;
  const collections = Object.fromEntries(
    made.map(([name, model]) => [name, model.collection]),
  ) as unknown as Collections;
  return { collections, models };
}
