import { expect } from "chai";
import { deviceName } from "./device-name.ts";

describe("The name of a device", () => {
  it("is that of program and system", () => {
    const mozilla = (rest: string) => `Mozilla/5.0 ${rest}`;
    for (const [agent, name] of [
      [mozilla("(X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"), "Firefox on Linux"],
      [mozilla("(Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0"), "Edge on Windows"],
      [mozilla("(Macintosh; Mac OS X) Version/17 Safari/605"), "Safari on macOS"],
      [mozilla("(iPhone; like Mac OS X) Safari/604"), "Safari on iOS"],
      [mozilla("(Linux; Android 14) Chrome/130 Mobile Safari/537"), "Chrome on Android"],
      ["curl/8.5.0", "curl"],
      ["MyTool/1.0 (x)", "MyTool"],
    ] as const)
      expect(deviceName(agent)).to.equal(name);
  });

  it("is unknown where none was said", () => {
    expect([deviceName(null), deviceName("")]).to.deep.equal([
      "Unknown program",
      "Unknown program",
    ]);
  });
});
