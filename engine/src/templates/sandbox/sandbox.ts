import type { FieldError } from "@formwork/contracts/problem";
import type { Payload } from "@formwork/contracts/schema/payload/payload";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import type { KeptSecrets } from "@formwork/contracts/schema/secrets/kept-secrets";
import { findSecrets } from "@formwork/contracts/schema/secrets/secret-places";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { fail } from "../../errors.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import { structureFaults, usageFaults } from "../rules/template-rules.ts";
import type { Asker } from "./calls/call.ts";
import { type InlineValidator, inlineValidator } from "./inline-validator.ts";
import { createSandboxLanes } from "./sandbox-lanes.ts";
import type { Answer, Results, Task, ValidatedPayload } from "./sandbox-messages.ts";

/**
 * Runs all work with the schemas of templates, which are not trusted: 1.5 kB of schema can use up
 * the memory of a process. The work runs in threads with a memory and a time limit; only payloads
 * of schemas that merely compare values are validated by the caller's thread. A schema that breaks
 * a thread fails with `template-too-costly`; the tasks beside it are repeated on a new one. Callers
 * (`asker`) take turns; a call fails with `unavailable` where too many wait or it waits too long, and
 * is dropped where its caller has left.
 */
export type Sandbox = {
  /** Returns each fault of a template: of its rules, its schemas and its examples. */
  checkTemplate: (definition: TemplateDefinition, asker?: Asker) => Promise<FieldError[]>;
  /**
   * Puts kept secrets in the places of their handles, fills in defaults and validates. `hash` names
   * the schema: two different schemas never have the same one.
   */
  validate: (params: {
    hash: string;
    schema: SchemaObject;
    payload: Payload;
    kept?: KeptSecrets;
    asker?: Asker | undefined;
  }) => Promise<ValidatedPayload>;
  /** Returns each fault of a job's result; their pointers start with `/result`. */
  checkResult: (params: {
    hash: string;
    schema: SchemaObject;
    result: unknown;
    asker?: Asker | undefined;
  }) => Promise<FieldError[]>;
  /** Returns the payload's compiled validators as an ES module for browsers. */
  validatorScript: (params: {
    hash: string;
    schema: SchemaObject;
    asker?: Asker | undefined;
  }) => Promise<string>;
  /** Ends the thread; waiting calls fail with `unavailable`. */
  close: () => Promise<void>;
};

/**
 * Creates a sandbox; its threads start with their first task, and end when they had none for `idleMs`.
 * `memoryMb` limits the heap of each, `timeoutMs` the time of one task.
 */
export function createSandbox(params: {
  telemetry: Telemetry;
  memoryMb?: number;
  timeoutMs?: number;
  idleMs?: number;
}): Sandbox {
  const { telemetry, memoryMb = 256, timeoutMs = 5000, idleMs } = params;
  const lanes = createSandboxLanes({ telemetry, memoryMb, timeoutMs, idleMs });
  const inlineValidators = new WeakMap<SchemaObject, InlineValidator | null>();

  async function run<K extends Task["kind"]>(
    task: Extract<Task, { kind: K }>,
    schema: SchemaObject | undefined,
    asker: Asker,
  ): Promise<Results[K]> {
    const answer = await lanes.run(task, schema, asker);
    // The thread answers each kind of task with its kind of result.
    return resultOf(answer) as Results[K];
  }
  function inlineValidatorOf(schema: SchemaObject): InlineValidator | null {
    const known = inlineValidators.get(schema);
    if (known !== undefined) return known;
    const validator = inlineValidator(schema);
    inlineValidators.set(schema, validator);
    return validator;
  }
  return {
    async checkTemplate(definition, asker = { id: definition.name }) {
      const faults = structureFaults(definition);
      if (faults.length > 0) return faults;
      // Before the thread is asked, since these rules also refuse what could keep it busy.
      const misuses = usageFaults(definition);
      const task = { kind: "check-template", definition } as const;
      return [...misuses, ...(await run<"check-template">(task, undefined, asker))];
    },
    async validate({ hash, schema, payload, kept = {}, asker = { id: hash } }) {
      const complete = inlineValidatorOf(schema)?.complete(payload);
      if (!complete)
        return run<"validate">({ kind: "validate", hash, payload, kept }, schema, asker);
      const secrets = findSecrets(schema, complete).map((pointer) => ({ pointer, handle: null }));
      return { valid: true, errors: [], payload: complete, secrets };
    },
    checkResult: ({ hash, schema, result, asker = { id: hash } }) =>
      run<"check-result">({ kind: "check-result", hash: `${hash}/result`, result }, schema, asker),
    validatorScript: ({ hash, schema, asker = { id: hash } }) =>
      run<"validator-script">({ kind: "validator-script", hash }, schema, asker),
    close: lanes.close,
  };
}

function resultOf(answer: Answer): unknown {
  return "error" in answer
    ? fail("template-too-costly", `The template's schema cannot be used: ${answer.error}`)
    : answer.result;
}
