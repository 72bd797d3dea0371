import { expect } from "chai";
import { createSessionCookie } from "./session-cookie.ts";

describe("The session cookie", () => {
  const plain = createSessionCookie({ publicUrl: "http://127.0.0.1:8080" });
  const tls = createSessionCookie({ publicUrl: "https://jobs.example.org" });

  it("is out of reach of scripts and other sites", () => {
    expect(plain.write("t", "2030-01-01T00:00:00Z")).to.equal(
      "formwork_session=t; Expires=Tue, 01 Jan 2030 00:00:00 GMT; Path=/; HttpOnly; SameSite=Lax",
    );
  });

  it("is bound to its host and to TLS where there is TLS", () => {
    expect(tls.write("t", "2030-01-01T00:00:00Z")).to.match(
      /^__Host-formwork_session=t;.*; Secure$/,
    );
    expect(tls.clear()).to.match(/^__Host-formwork_session=; Max-Age=0;.*; Secure$/);
  });

  it("is found among others, and only under its own name", () => {
    expect(plain.read("a=1; formwork_session=abc.def; b=2")).to.deep.equal(["abc.def"]);
    expect(tls.read("formwork_session=planted")).to.deep.equal([]);
    expect(plain.read("xformwork_session=1")).to.deep.equal([]);
    expect(plain.read("formwork_session=")).to.deep.equal([]);
    expect(plain.read(undefined)).to.deep.equal([]);
  });

  it("is found beside others of its name, of which a few are looked at", () => {
    const pair = (token: string) => `formwork_session=${token}`;
    expect(plain.read(["bad", "", "good", "bad"].map(pair).join("; "))).to.deep.equal([
      ...["bad", "good"],
    ]);
    const many = Array.from({ length: 100 }, (_, n) => pair(`${n}`));
    expect(plain.read(many.join(";"))).to.have.length(8);
  });
});
