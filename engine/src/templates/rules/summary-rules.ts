import type { FieldError } from "@formwork/contracts/job";
import { placeholder } from "@formwork/contracts/placeholders";
import type { SchemaObject } from "@formwork/contracts/schema/schema-tree";
import { secretPaths } from "@formwork/contracts/schema/secret-paths";
import { touchesSecret } from "@formwork/contracts/schema/touches-secret";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { type PlaceholderFields, placeholderFaults } from "./placeholder-rules.ts";

/** Fields beside those of the payload; a job's own are not known before it is stored. */
const fields: PlaceholderFields = { template: ["name", "version"] };

/** Returns the faults of a template's summary, which is shown to everybody who may see the job. */
export function summaryFaults({ summary, payload }: TemplateDefinition): FieldError[] {
  if (summary === undefined) return [];
  return [
    ...placeholderFaults(summary, "/summary", { payload, fields }),
    ...secretFaults(summary, "/summary", payload),
  ];
}

/** Returns the placeholders of a text that name a secret, or a value that holds one. */
function secretFaults(text: string, pointer: string, payload: SchemaObject): FieldError[] {
  const secrets = secretPaths(payload);
  return [...text.matchAll(placeholder)].flatMap(([, path = ""]) => {
    const [root, ...keys] = path.split(".");
    return root === "payload" && touchesSecret(keys, secrets)
      ? [
          {
            pointer,
            message: `must not show ${path}, which is a secret or holds one`,
            keyword: "placeholder",
          },
        ]
      : [];
  });
}
