import { secretName } from "@formwork/contracts/run";
import { type ChangeSecret, maxSecretLength, type PutSecret } from "@formwork/contracts/secret";

/** What the dialog asks. */
export type SecretDraft = { name: string; value: string; description: string; templates: string[] };

/** What is wrong with each field, to be said below it. */
export type SecretFaults = { name?: string; value?: string };

const minLength = 4;
const namePattern = new RegExp(secretName);

/** Returns what is wrong with a draft. A secret that is there already needs no value: it keeps its own. */
export function draftFaults({ name, value }: SecretDraft, isNew: boolean): SecretFaults {
  const faults: SecretFaults = {};
  if (isNew && !namePattern.test(name))
    faults.name = "Up to 64 letters, digits, - and _; not a digit first";
  const needsValue = isNew || value !== "";
  if (needsValue && value.length < minLength) faults.value = `At least ${minLength} characters`;
  if (value.length > maxSecretLength)
    faults.value = `At most ${maxSecretLength.toLocaleString("en")} characters`;
  return faults;
}

/** Returns what is sent for a draft: with a value it replaces the one of before. */
export function bodyOf({ value, description, templates }: SecretDraft): PutSecret | ChangeSecret {
  const said = {
    description: description.trim(),
    templates: templates.length === 0 ? null : templates,
  };
  return value === "" ? said : { value, ...said };
}
