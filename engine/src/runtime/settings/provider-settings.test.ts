import { expect } from "chai";
import { issuerWithTls, providerConfig, rolesOfClaim } from "./provider-settings.ts";
import { readConfig } from "./read-config.ts";

const settings = {
  FORMWORK_OIDC_ISSUER: "https://id.example.org/realms/work",
  FORMWORK_OIDC_CLIENT_ID: "formwork",
  FORMWORK_OIDC_CLIENT_SECRET: "very-secret",
  FORMWORK_OIDC_ROLES: "formwork-admins=admin, staff=operator,a=b=viewer",
};
const faultsOf = (env: Record<string, string>): string => {
  try {
    readConfig("start", env);
    return "";
  } catch (error) {
    return String(error);
  }
};

describe("The settings of an OpenID provider", () => {
  it("give a provider with its roles, and none without an issuer", () => {
    expect(providerConfig(readConfig("start", settings))).to.deep.equal({
      ...{ issuer: "https://id.example.org/realms/work", clientId: "formwork" },
      ...{ clientSecret: "very-secret", name: "id.example.org", roleClaim: "groups" },
      allow: [],
      roleOf: new Map([
        ["formwork-admins", "admin"],
        ["staff", "operator"],
        ["a=b", "viewer"],
      ]),
      scopes: ["openid", "email", "profile"],
    });
    expect(providerConfig(readConfig("start", {}))).to.equal(null);
  });

  it("say what is missing or wrong, and never the secret", () => {
    const { FORMWORK_OIDC_CLIENT_ID: _, ...withoutId } = settings;
    expect(faultsOf(withoutId)).to.contain("FORMWORK_OIDC_CLIENT_ID beside it");
    expect(faultsOf({ ...settings, FORMWORK_OIDC_ROLES: "" })).to.contain("FORMWORK_OIDC_ROLES");
    expect(faultsOf({ FORMWORK_OIDC_CLIENT_ID: "x" })).to.contain("without FORMWORK_OIDC_ISSUER");
    const faults = faultsOf({
      ...settings,
      FORMWORK_OIDC_ISSUER: "http://id.example.org",
      FORMWORK_OIDC_ROLES: "staff=boss",
    });
    expect(faults).to.contain("has to begin with https://").and.contain('"staff=boss" is no such');
    expect(faults).to.not.contain("very-secret");
  });

  it("take an address without TLS on the loopback alone", () => {
    for (const issuer of ["http://127.0.0.1:9000", "http://localhost", "http://[::1]:1/a"])
      expect(issuerWithTls(issuer), issuer).to.equal(null);
    for (const issuer of ["http://127.0.0.1.example.org", "http://10.0.0.1", "ftp://x", "https://"])
      expect(issuerWithTls(issuer), issuer).to.not.equal(null);
  });

  it("take pairs of a value and a role", () => {
    expect(rolesOfClaim(["a=viewer", "b = admin"])).to.equal(null);
    for (const pair of ["viewer", "=viewer", "a=", "a=Viewer", " =admin"])
      expect(rolesOfClaim([pair]), pair).to.contain("no such pair");
  });
});
