import type { Static } from "typebox";
import { closed, line, time } from "../shapes.ts";
import { notInLine } from "../text/line-pattern.ts";
import { Type } from "../typebox.ts";

/** A saved view: filters and order of the job list under a name, for the person who saved them. */

/** Views that one person keeps at most: they are listed in one reply and one menu. */
export const maxSavedViews = 50;

const fields = {
  name: line({
    minLength: 1,
    maxLength: 60,
    description: "Name, different from those of the person's other views",
  }),
  query: Type.String({
    maxLength: 4000,
    pattern: `^[^?#\\s${notInLine}]*$`,
    description: "Query of the list's address, without the question mark; empty for all jobs",
  }),
};

export const SavedView = closed({
  id: Type.String({ description: "Opaque" }),
  ...fields,
  createdAt: time("When it was saved"),
});
export type SavedView = Static<typeof SavedView>;

/** What a caller sends to save a view. */
export const CreateView = closed(fields);
export type CreateView = Static<typeof CreateView>;

/** What a caller changes of a view. */
export const ChangeView = Type.Partial(closed(fields), { minProperties: 1 });
export type ChangeView = Static<typeof ChangeView>;

export const SavedViews = closed({
  items: Type.Array(SavedView, { maxItems: maxSavedViews, description: "By name" }),
});
