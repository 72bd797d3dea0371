import { expect } from "chai";
import lock from "../../package-lock.json" with { type: "json" };

/** The oldest versions without a fault that matters here: advisories, and what Formwork relies on. */
const floors: Record<string, string> = {
  koa: "3.1.2",
  mongoose: "9.9.2",
  ajv: "8.18.0",
  "socket.io": "4.8.4",
  "socket.io-parser": "4.2.7",
  amqplib: "2.2.1",
  "@rjsf/core": "6.1.0",
  "@rjsf/utils": "6.1.0",
  croner: "11.0.0",
};

type Package = {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  optional?: boolean;
};
const packages = Object.entries<Package>(lock.packages);
const installed = packages.filter(
  ([path, { link }]) => path.startsWith("node_modules/") && !link && !path.includes("@formwork/"),
);

describe("the libraries of the lock file", () => {
  it("are not older than what is known to be safe, wherever they lie", () => {
    for (const [name, floor] of Object.entries(floors)) {
      const found = packages.filter(([path]) => path.endsWith(`node_modules/${name}`));
      expect(found, name).to.not.have.length(0);
      // Tools that are not shipped may bring another major version of ajv.
      for (const [path, { version = "" }] of found)
        if (path === `node_modules/${name}` || name !== "ajv")
          expect(isAtLeast(version, floor), `${path} is ${version}`).to.equal(true);
    }
  });

  it("come from the registry, each with the hash of its content", () => {
    for (const [path, { resolved, integrity, optional }] of installed) {
      if (resolved !== undefined && resolved !== "")
        expect(resolved, path).to.match(/^https:\/\/registry\.npmjs\.org\//);
      // npm leaves it out for programs of other systems, which are not installed here.
      if (optional !== true || integrity !== undefined)
        expect(integrity, path).to.match(/^sha512-/);
    }
  });
});

function isAtLeast(version: string, floor: string): boolean {
  const [have, want] = [version, floor].map((text) => text.split(".").map(Number));
  const place = (have ?? []).findIndex((part, index) => part !== (want?.[index] ?? 0));
  return place === -1 || (have?.[place] ?? 0) > (want?.[place] ?? 0);
}
