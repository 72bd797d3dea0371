/** Cost of one argon2id hash: memory in kibibytes, passes over it, and lanes. */
export type PasswordCost = { memory: number; passes: number; parallelism: number };

/** The parts of a stored password: cost, salt and result (tag) of its hash. */
export type PasswordHash = { cost: PasswordCost; salt: Buffer; tag: Buffer };

/** Writes a hash in the PHC string format, which other argon2 tools read. */
export function writeHash({ cost, salt, tag }: PasswordHash): string {
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${unpaddedBase64(salt)}$${unpaddedBase64(tag)}`;
}

/** Reads a hash in the PHC string format; throws on any other text. */
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

/** Base64 without padding, as the PHC format has it. */
function unpaddedBase64(buffer: Buffer): string {
  return buffer.toString("base64").replace(/=+$/, "");
}
