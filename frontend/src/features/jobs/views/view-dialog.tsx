import type { SavedView } from "@formwork/contracts/saved-view";
import { AskDialog } from "../../../components/dialogs/ask-dialog.tsx";
import { ConfirmDialog } from "../../../components/dialogs/confirm-dialog.tsx";
import { useViewOrder } from "./use-saved-views.ts";

/** What a person is asked about. */
export type Ask = { action: "save" } | { action: "rename" | "delete"; view: SavedView };

type DialogProps = { ask: Ask; query: string; onClose: () => void };

/** Asks for the name of a view, or whether to delete it; stays open where the server refuses. */
export function ViewDialog({ ask, query, onClose }: DialogProps) {
  const { mutate, isPending } = useViewOrder();
  const done = { onSuccess: onClose };
  if (ask.action === "delete")
    return (
      <ConfirmDialog
        open
        title={`Delete the view “${ask.view.name}”?`}
        text="The jobs in it stay as they are."
        action="Delete the view"
        onConfirm={() => mutate({ action: "delete", view: ask.view }, done)}
        onClose={onClose}
      />
    );
  const isNew = ask.action === "save";
  return (
    <AskDialog
      title={isNew ? "Save this view" : `Rename “${ask.view.name}”`}
      text={
        isNew
          ? "Filters, search and order of the list are kept under a name. Only you see it."
          : "Its filters stay as they are."
      }
      label="Name"
      action={isNew ? "Save" : "Rename"}
      initial={isNew ? "" : ask.view.name}
      maxLength={60}
      faultOf={(name) => (name.trim() === "" ? "Type a name" : null)}
      isPending={isPending}
      onClose={onClose}
      onAnswer={(name) =>
        mutate(
          isNew ? { action: "save", name, query } : { action: "rename", view: ask.view, name },
          done,
        )
      }
    />
  );
}
