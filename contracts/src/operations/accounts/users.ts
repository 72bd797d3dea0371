import { ChangeUser, Invitation, InviteUser, Person, ResetLink } from "../../accounts/person.ts";
import { closed, id } from "../../shapes.ts";
import { listOf, paging, patch, post, remove } from "../operation.ts";

const params = closed({
  id: id("Id of the user"),
});
const changed = { tag: "users", concerns: "house", scope: "users:write", params } as const;

/** Who may use Formwork; for admins. */
export const userOperations = {
  "users.list": listOf(Person, "/users", {
    ...{ tag: "users", concerns: "house", scope: "users:read" },
    summary: "All users, in the order in which they were added",
    query: closed(paging),
  }),
  "users.invite": post("/users", {
    ...{ tag: "users", concerns: "house", scope: "users:write", audit: "user.invite", status: 201 },
    makes: "/users/:user.id",
    summary: "Add a user; the link in the reply lets the user choose a password",
    body: InviteUser,
    reply: Invitation,
    problems: ["user-exists"],
  }),
  "users.change": patch("/users/:id", {
    ...changed,
    audit: "user.change",
    summary: "Give a user another role, or disable or enable the user",
    body: ChangeUser,
    reply: Person,
    problems: ["user-not-found", "last-admin"],
  }),
  "users.delete": remove("/users/:id", {
    ...changed,
    audit: "user.delete",
    summary: "Remove a user, with sessions and API keys; what the user made stays",
    problems: ["user-not-found", "last-admin"],
  }),
  "users.unlink": post("/users/:id/unlink", {
    ...changed,
    audit: "user.unlink",
    summary:
      "Take the OpenID provider away from a user who has a password; ends the user's sessions",
    reply: Person,
    problems: ["user-not-found", "no-password"],
  }),
  "users.reset": post("/users/:id/reset", {
    ...changed,
    audit: "user.reset",
    summary: "Make a new link to choose a password; an older link works no more",
    reply: ResetLink,
    problems: ["user-not-found", "user-disabled"],
  }),
};
