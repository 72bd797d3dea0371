import { Session, SetUp, SignIn, User } from "@formwork/contracts/account";
import { JobEvent } from "@formwork/contracts/events/events";
import {
  Attempt,
  FieldError,
  Job,
  JobError,
  JobSummary,
  LogLine,
  Progress,
  SubmitJob,
} from "@formwork/contracts/job";
import { Problem } from "@formwork/contracts/problem";
import {
  Template,
  TemplateDefinition,
  TemplateSummary,
  TemplateVersion,
} from "@formwork/contracts/template";

/** Schemas that stand under `components` by their name. */
export const namedSchemas: Readonly<Record<string, object>> = {
  Attempt,
  FieldError,
  Job,
  JobError,
  JobEvent,
  JobSummary,
  LogLine,
  Problem,
  Progress,
  Session,
  SetUp,
  SignIn,
  SubmitJob,
  Template,
  TemplateDefinition,
  TemplateSummary,
  TemplateVersion,
  User,
};

/** Replaces named schemas by references, wherever they occur in another. */
export function createSchemaReferences() {
  const names = new Map(Object.entries(namedSchemas).map(([name, schema]) => [schema, name]));
  /** Returns the schema itself, with references inside. */
  function expand(schema: object): unknown {
    if (Array.isArray(schema)) return schema.map(refer);
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, refer(value)]));
  }
  /** Returns a reference where the schema has a name. */
  function refer(schema: unknown): unknown {
    if (typeof schema !== "object" || schema === null) return schema;
    const name = names.get(schema);
    return name === undefined ? expand(schema) : { $ref: `#/components/schemas/${name}` };
  }
  return { expand, refer };
}
