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

/** The schemas that have a name of their own in the document. */
export const named: Readonly<Record<string, object>> = {
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

/** Replaces named schemas by references to them, wherever they stand in another. */
export function createSchemaReferences() {
  const names = new Map(Object.entries(named).map(([name, schema]) => [schema, name]));
  /** The schema itself, with references inside. */
  function inside(schema: object): unknown {
    if (Array.isArray(schema)) return schema.map(to);
    return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, to(value)]));
  }
  /** A reference where the schema has a name. */
  function to(schema: unknown): unknown {
    if (typeof schema !== "object" || schema === null) return schema;
    const name = names.get(schema);
    return name === undefined ? inside(schema) : { $ref: `#/components/schemas/${name}` };
  }
  return { inside, to };
}
