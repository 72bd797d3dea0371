import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { chooseServer, localAddress } from "./choose-server.ts";
import { writeProfiles } from "./profile-file.ts";

describe("the server of a command", () => {
  const folder = temporaryFolder();
  const env = (more: Record<string, string> = {}) => ({
    env: { XDG_CONFIG_HOME: folder.path(), ...more },
  });
  const profile = (url: string, token: string) => ({
    ...{ url, token, account: "a@b.co", expiresAt: null },
  });
  beforeEach(() => {
    const profiles = {
      home: profile("https://home.example.org", "home-token"),
      work: profile("https://work.example.org", "work-token"),
    };
    writeProfiles(env().env, { current: "home", profiles });
  });

  it("is that of the profile in use, of the profile that is named, or this machine", () => {
    expect(chooseServer(env(), {})).to.include({ token: "home-token" });
    expect(chooseServer(env(), { profile: "work" })).to.include({ token: "work-token" });
    expect(chooseServer(env({ FORMWORK_PROFILE: "work" }), {})).to.include({ token: "work-token" });
    writeProfiles(env().env, { current: "default", profiles: {} });
    expect(chooseServer(env(), {})).to.include({ url: localAddress, token: undefined });
  });

  it("is that of the environment before the profile's, and of an option before both", () => {
    const set = env({ FORMWORK_URL: "https://env.example.org", FORMWORK_TOKEN: "env-token" });
    expect(chooseServer(set, {})).to.include({
      url: "https://env.example.org",
      token: "env-token",
    });
    expect(chooseServer(set, { url: "https://x.example.org" }).url).to.equal(
      "https://x.example.org",
    );
    expect(chooseServer(set, { profile: "work" })).to.include({
      ...{ url: "https://work.example.org", token: "work-token" },
    });
  });

  it("never gets the token of a profile that is of another server", () => {
    for (const url of [
      "https://evil.example.org",
      "http://home.example.org",
      "https://home.example.org:8443",
    ]) {
      expect(chooseServer(env(), { url }).token, url).to.equal(undefined);
      expect(chooseServer(env({ FORMWORK_URL: url }), {}).token, url).to.equal(undefined);
    }
    expect(chooseServer(env(), { url: "https://home.example.org/" }).token).to.equal("home-token");
  });

  it("gets no token that no header takes", () => {
    for (const token of ["two words", "line\nbreak", "ünï"])
      expect(() => chooseServer(env({ FORMWORK_TOKEN: token }), {}), token).to.throw(
        /^FORMWORK_TOKEN has to be one word of ASCII$/,
      );
  });

  it("is none of an option that is empty, as of a variable that a script has not set", () => {
    const set = env({ FORMWORK_URL: "https://env.example.org", FORMWORK_TOKEN: "env-token" });
    expect(() => chooseServer(set, { url: "" })).to.throw(/is no address of a server/);
    expect(() => chooseServer(set, { profile: "" })).to.throw(/is no name of a profile/);
  });

  it("has a profile that exists", () => {
    expect(() => chooseServer(env(), { profile: "nope" })).to.throw(
      'There is no profile "nope": there are home, work',
    );
  });
});
