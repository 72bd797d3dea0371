import { hkdfSync } from "node:crypto";
import { expect } from "chai";
import { SignJWT, UnsecuredJWT } from "jose";
import { createTelemetry } from "../runtime/telemetry.ts";
import { createTokenSigner, createTokenVerifier } from "./tokens.ts";

const secret = "a secret of more than thirty-two letters";
const claims = {
  userId: "u1",
  sessionId: "s1",
  role: "operator",
  email: "ann@example.org",
  expiresAt: 2_000_000_000_000,
} as const;
const verify = createTokenVerifier({ secret });

describe("A session token", () => {
  it("says what was signed", async () => {
    expect(await verify(await createTokenSigner({ secret })(claims))).to.deep.equal(claims);
  });

  it("is refused after its end", async () => {
    const token = await createTokenSigner({ secret })(claims);
    const later = createTokenVerifier({
      secret,
      clock: { now: () => claims.expiresAt, monotonic: () => 0, random: () => 0 },
    });
    expect(await later(token)).to.equal(null);
  });

  it("is refused when another secret signed it", async () => {
    expect(await verify(await createTokenSigner({ secret: `${secret}!` })(claims))).to.equal(null);
  });

  it("is told of in the log when another secret signed it, and not when it has ended", async () => {
    const lines: string[] = [];
    const { log } = createTelemetry({
      level: "info",
      service: "test",
      to: { write: (line) => void lines.push(JSON.parse(line).event) },
    });
    const check = createTokenVerifier({ secret, log });
    await check(await createTokenSigner({ secret })({ ...claims, expiresAt: 1000 }));
    expect(lines).to.deep.equal([]);
    for (const _ of [1, 2, 3])
      await check(await createTokenSigner({ secret: `${secret}!` })(claims));
    expect(lines).to.deep.equal(["token.foreign"]);
  });

  it("is refused when a letter was changed", async () => {
    const [head, , tail] = (await createTokenSigner({ secret })(claims)).split(".");
    const forged = Buffer.from(
      JSON.stringify({
        sub: "u1",
        sid: "s1",
        role: "admin",
        email: "",
        iss: "formwork",
        aud: "formwork",
        exp: 2e9,
      }),
    );
    expect(await verify(`${head}.${forged.toString("base64url")}.${tail}`)).to.equal(null);
  });

  it("is refused without a signature, whatever its header claims", async () => {
    const token = new UnsecuredJWT({ sid: "s1", role: "admin", email: "x" })
      .setSubject("u1")
      .setIssuer("formwork")
      .setAudience("formwork");
    expect(await verify(token.setExpirationTime("1h").encode())).to.equal(null);
  });

  it("is refused when the secret itself was used as the key: other uses of it sign no tokens", async () => {
    const token = new SignJWT({ sid: "s1", role: "admin", email: "x" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject("u1");
    const signed = token
      .setIssuer("formwork")
      .setAudience("formwork")
      .setExpirationTime("1h")
      .sign(Buffer.from(secret));
    expect(await verify(await signed)).to.equal(null);
  });

  it("is refused under another algorithm, although the key is right", async () => {
    const key = new Uint8Array(hkdfSync("sha256", secret, "", "formwork session token", 32));
    const signed = (alg: string) =>
      new SignJWT({ sid: "s1", role: "admin", email: "x" })
        .setProtectedHeader({ alg })
        .setSubject("u1")
        .setIssuer("formwork")
        .setAudience("formwork")
        .setExpirationTime("1h")
        .sign(key);
    expect(await verify(await signed("HS256"))).to.include({ userId: "u1" });
    expect(await verify(await signed("HS384"))).to.equal(null);
  });

  it("is refused when it is no token at all", async () => {
    for (const word of ["", "a", "a.b.c", "…"]) expect(await verify(word), word).to.equal(null);
  });
});
