import { descriptionId, errorId, type FieldTemplateProps, helpId } from "@rjsf/utils";
import { createContext, isValidElement, useContext } from "react";
import { type ErrorTree, messagesOf } from "../validation/field-errors.ts";

/** The texts that describe a control: its id and theirs. */
export type Description = { id: string; texts: string | undefined };

/** The texts around the control that is rendered. */
export const DescriptionContext = createContext<Description>({ id: "", texts: undefined });

/** Returns the value of `aria-describedby` for a control: the ids of the texts that are shown. */
export function useDescribedBy(id: string): string | undefined {
  const description = useContext(DescriptionContext);
  return description.id === id ? description.texts : undefined;
}

/** Returns the id of the text about the default of an empty field. */
export const defaultTextId = (id: string) => `${id}__default`;

/** Lists the ids of the texts that a field shows: errors, description, help and default. */
export function describedBy(
  props: Pick<FieldTemplateProps, "id" | "errors" | "rawDescription" | "rawHelp">,
  { hideDescription, hasDefaultText }: { hideDescription: boolean; hasDefaultText: boolean },
): string | undefined {
  const { id, rawDescription, rawHelp } = props;
  const shown = [
    hasErrors(props.errors) ? errorId(id) : [],
    rawDescription && !hideDescription ? descriptionId(id) : [],
    rawHelp ? helpId(id) : [],
    hasDefaultText ? defaultTextId(id) : [],
  ].flat();
  return shown.length === 0 ? undefined : shown.join(" ");
}

/** True for the element of errors that RJSF has made of a tree with messages. */
function hasErrors(errors: unknown): boolean {
  return isValidElement<{ errorSchema?: ErrorTree }>(errors)
    ? messagesOf(errors.props.errorSchema).length > 0
    : false;
}
