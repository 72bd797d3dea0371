import { ChangeView, CreateView, SavedView, SavedViews } from "../../jobs/saved-view.ts";
import { closed, id } from "../../shapes.ts";
import { get, patch, post, remove } from "../operation.ts";

const audit = { unrecorded: "it concerns what its caller sees, and nobody else" } as const;
const oneView = {
  tag: "views",
  concerns: "self",
  scope: "account",
  audit,
  params: closed({
    id: id("Id of the view"),
  }),
} as const;

/** Keeping views of the job list. */
export const viewOperations = {
  "views.list": get("/views", {
    ...{ tag: "views", concerns: "self", scope: "account" },
    summary: "The caller's own saved views of the job list, by name",
    reply: SavedViews,
  }),
  "views.create": post("/views", {
    ...{ tag: "views", concerns: "self", scope: "account", audit, status: 201 },
    makes: "/views/:id",
    summary: "Save a view of the job list; only its owner sees it",
    body: CreateView,
    reply: SavedView,
    problems: ["view-exists", "too-many-views"],
  }),
  "views.change": patch("/views/:id", {
    ...oneView,
    summary: "Rename a view, or give it other filters",
    body: ChangeView,
    reply: SavedView,
    problems: ["view-not-found", "view-exists"],
  }),
  "views.delete": remove("/views/:id", {
    ...oneView,
    summary: "Remove a view",
    problems: ["view-not-found"],
  }),
};
