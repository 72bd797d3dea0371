import { may, type Role, roles } from "@formwork/contracts/account";
import type { Operation } from "@formwork/contracts/operations/operation";
import { operations } from "@formwork/contracts/operations/operations";
import { corpus, type Verdict } from "../corpus.ts";
import type { Target } from "../target.ts";

type Try = { id: string; row: Operation; role: Role | null };

const rows = Object.entries<Operation>(operations).filter(([, { scope }]) => scope !== "public");
const principal = (role: Role) => ({ id: "x", email: "x", role, sessionId: null });
const forbidden: Try[] = rows.flatMap(([id, row]) =>
  [null, ...roles]
    .filter((role) => role === null || !may(principal(role), row.scope))
    .map((role) => ({ id, row, role })),
);

/** Without the right, an operation says 401 or 403, whatever its input is. */
async function judge(target: Target, { row, role }: Try): Promise<Verdict> {
  const token = role === null ? null : target.tokens[role];
  if (token === undefined) return null;
  const path = row.path.replace(/:\w+/g, "none");
  const method = row.method.toUpperCase();
  const body = row.body === undefined ? {} : { body: {} };
  const { status } = await target.ask(path, { method, token, ...body });
  return status === 401 || status === 403 ? null : `it was answered with ${status}`;
}

/** Role × operation, from the table of operations. */
export const rights = corpus(
  "T15",
  "operations without the right to them",
  Object.fromEntries(forbidden.map((one) => [`${one.id} as ${one.role ?? "nobody"}`, one])),
  judge,
);
