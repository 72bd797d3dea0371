import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import {
  checkProfileName,
  type Profile,
  permissionFault,
  profileFile,
  readProfiles,
  writeProfiles,
} from "./profile-file.ts";

const modeOf = (path: string) => statSync(path).mode & 0o777;
const profile: Profile = { url: "http://a", token: "t", account: "a@b.co", expiresAt: null };

describe("the file of profiles", () => {
  const folder = temporaryFolder();
  const env = () => ({ XDG_CONFIG_HOME: folder.path() });

  it("lies below XDG_CONFIG_HOME, or ~/.config where that is not absolute", () => {
    expect(profileFile({ XDG_CONFIG_HOME: "/x" })).to.equal("/x/formwork/profiles.json");
    expect(profileFile({ XDG_CONFIG_HOME: "x", HOME: "/h" })).to.equal(
      "/h/.config/formwork/profiles.json",
    );
  });

  it("can be read by its owner only, whatever was there before", () => {
    const file = profileFile(env());
    mkdirSync(join(file, ".."), { mode: 0o755 });
    for (const name of [file, `${file}.new`]) writeFileSync(name, "{}", { mode: 0o644 });
    writeProfiles(env(), { current: "default", profiles: { default: profile } });
    expect(modeOf(file)).to.equal(0o600);
    expect(modeOf(join(file, ".."))).to.equal(0o700);
    expect(permissionFault(env())).to.equal(null);
    expect(readProfiles(env()).profiles.default).to.deep.equal(profile);
  });

  it("is warned about where others may read it", () => {
    writeProfiles(env(), { current: "default", profiles: {} });
    chmodSync(profileFile(env()), 0o640);
    expect(permissionFault(env())).to.contain("chmod 600");
  });

  it("holds nothing before the first login, and is named where it holds something else", () => {
    expect(readProfiles(env())).to.deep.equal({ current: "default", profiles: {} });
    mkdirSync(join(profileFile(env()), ".."));
    for (const text of ["{", "[]", '{"current":"x","profiles":{"x":{"url":1}}}', "null"]) {
      writeFileSync(profileFile(env()), text);
      expect(() => readProfiles(env()), text).to.throw(/does not hold profiles/);
    }
  });

  it("takes names that are words", () => {
    expect(checkProfileName("work-2")).to.equal("work-2");
    for (const name of ["", "a b", "__proto__", "x".repeat(65), "a/b"])
      expect(() => checkProfileName(name), name).to.throw(/no name of a profile/);
  });
});
