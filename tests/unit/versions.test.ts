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
type Packages = Record<string, Package>;
const packages: Packages = lock.packages;

/** Returns the libraries that are older than what is known to be safe, wherever they lie. */
function tooOld(all: Packages): string[] {
  return Object.entries(floors).flatMap(([name, floor]) => {
    const found = Object.entries(all).filter(([path]) => path.endsWith(`node_modules/${name}`));
    if (found.length === 0) return [`${name} is missing`];
    return found.flatMap(([path, { version = "" }]) =>
      // Tools that are not shipped may bring another major version of ajv.
      (path === `node_modules/${name}` || name !== "ajv") && !isAtLeast(version, floor)
        ? [`${path} is ${version}`]
        : [],
    );
  });
}

/** Returns the libraries that come from elsewhere than the registry, or without a hash. */
function unknownSources(all: Packages): string[] {
  return Object.entries(all)
    .filter(([path, { link }]) => path.startsWith("node_modules/") && !link)
    .filter(([path]) => !path.includes("@formwork/"))
    .filter(([, { resolved, integrity, optional }]) => {
      const isElsewhere =
        (resolved ?? "") !== "" && !resolved?.startsWith("https://registry.npmjs.org/");
      // npm leaves it out for programs of other systems, which are not installed here.
      const needsHash = optional !== true || integrity !== undefined;
      return isElsewhere || (needsHash && !integrity?.startsWith("sha512-"));
    })
    .map(([path]) => path);
}

describe("the libraries of the lock file", () => {
  it("are not older than what is known to be safe, wherever they lie", () => {
    expect(tooOld(packages)).to.deep.equal([]);
  });

  it("come from the registry, each with the hash of its content", () => {
    expect(unknownSources(packages)).to.deep.equal([]);
  });

  it("are told of where they are older, come from elsewhere, or have no hash", () => {
    const [koa, deep] = ["node_modules/koa", "node_modules/x/node_modules/socket.io-parser"];
    const old = { ...packages, [koa]: { version: "3.1.1" }, [deep]: { version: "4.2.6" } };
    expect(tooOld(old)).to.deep.equal([`${koa} is 3.1.1`, `${deep} is 4.2.6`]);
    const { version, ...found } = packages[koa] ?? {};
    const elsewhere = { version, ...found, resolved: "https://evil.example/koa.tgz" };
    const unhashed = { version, resolved: found.resolved };
    for (const changed of [elsewhere, unhashed])
      expect(unknownSources({ ...packages, [koa]: changed } as Packages)).to.deep.equal([koa]);
  });
});

function isAtLeast(version: string, floor: string): boolean {
  const [have, want] = [version, floor].map((text) => text.split(".").map(Number));
  const place = (have ?? []).findIndex((part, index) => part !== (want?.[index] ?? 0));
  return place === -1 || (have?.[place] ?? 0) > (want?.[place] ?? 0);
}
