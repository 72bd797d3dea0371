/** How dear one hash is: kibibytes of memory and passes over them. */
export type PasswordCost = { memory: number; passes: number; parallelism: number };

/** A stored password: how it was made, and what came out. */
export type PasswordHash = { cost: PasswordCost; salt: Buffer; tag: Buffer };

/** Writes it in the PHC format that other argon2 tools read too. */
export function writeHash({ cost, salt, tag }: PasswordHash): string {
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${bare(salt)}$${bare(tag)}`;
}

/** Reads it back; throws on anything else, so that a damaged record never lets anybody in. */
export function readHash(text: string): PasswordHash {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(text);
  if (!found) throw new Error("A stored password hash is damaged");
  const [, memory, passes, parallelism, salt = "", tag = ""] = found;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}

function bare(buffer: Buffer): string {
  return buffer.toString("base64").replace(/=+$/, "");
}
