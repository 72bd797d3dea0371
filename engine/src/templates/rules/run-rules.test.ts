import type { Run } from "@formwork/contracts/run";
import { expect } from "chai";
import { aTemplate } from "../../testing/a-template.ts";
import { runFaults } from "./run-rules.ts";

const payload = {
  type: "object",
  $defs: { host: { properties: { name: {} } } },
  properties: {
    url: {},
    target: { $ref: "#/$defs/host" },
    list: { items: { properties: { id: {} } } },
    free: { type: "object" },
  },
  oneOf: [{ properties: { token: {} } }, { properties: { user: {} } }],
};

function faults(run: Run, parts = {}): string[] {
  return runFaults(aTemplate({ payload, run, ...parts })).map(
    ({ pointer, message }) => `${pointer} ${message}`,
  );
}
const url = (text: string) => faults({ kind: "http", url: `http://x/${text}` });

describe("runFaults", () => {
  it("accepts placeholders of fields in any branch, list, reference or free object, and of the job and template", () => {
    const text =
      "{{payload.url}}{{ payload.target.name }}{{payload.list.0.id}}{{payload.free.any.thing}}{{payload.token}}{{payload.user}}";
    expect(url(`${text}{{job.id}}{{template.version}}{{payload}}`)).to.deep.equal([]);
  });

  it("accepts secrets of the store where a worker sends them, and nowhere else", () => {
    const secret = "{{secret.API_TOKEN}}";
    const http = {
      kind: "http",
      url: `http://x/${secret}`,
      headers: { a: secret },
      body: [secret],
    };
    expect(faults({ ...http, auth: { bearer: secret } } as Run)).to.deep.equal([]);
    const argv = ["ls"];
    expect(faults({ kind: "command", argv, env: { TOKEN: secret } })).to.deep.equal([]);
    const expected = { url: "http://x/", expect: { json: { a: secret } } };
    for (const [run, pointer] of [
      [{ kind: "command", argv: ["ls", secret] }, "/run/argv/1"],
      [{ kind: "command", argv, cwd: secret }, "/run/cwd"],
      [{ kind: "module", file: "run.ts" }, "/concurrency/key"],
      [{ kind: "http", ...expected }, "/run/expect/json/a"],
    ] as const) {
      const parts =
        pointer === "/concurrency/key" ? { concurrency: { limit: 1, key: secret } } : {};
      expect(faults(run as Run, parts).join()).to.contain(
        `${pointer} must not show secret.API_TOKEN`,
      );
    }
  });

  it("refuses a host from the payload where the run names a secret", () => {
    const auth = { bearer: "{{secret.TOKEN}}" };
    const calls = (url: string) => faults({ kind: "http", url, auth }).join();
    for (const url of [
      "{{payload.url}}",
      "{{ payload.url }}/path",
      "https://{{payload.url}}/",
      "https://a.{{payload.url}}?x",
      "http{{payload.url}}://host/",
      "{{secret.BASE}}{{payload.url}}/",
      "https://host:{{payload.url}}",
      "https://{{job.queue}}.host/",
    ])
      expect(calls(url), url).to.contain("must not take the host from the payload");
    for (const url of [
      "https://host/{{payload.url}}",
      "https://host?x={{payload.url}}",
      "{{secret.BASE}}/{{payload.url}}",
      "https://{{secret.TENANT}}.host/{{payload.url}}",
    ])
      expect(calls(url), url).to.equal("");
    expect(faults({ kind: "http", url: "{{payload.url}}" })).to.deep.equal([]);
  });

  it("refuses what is no name of a secret", () => {
    for (const text of [
      "{{secret}}",
      "{{secret.a.b}}",
      "{{secret.1a}}",
      `{{secret.${"a".repeat(65)}}}`,
    ])
      expect(url(text).join(), text).to.contain("a secret is named as {{secret.NAME}}");
    expect(url("$" + "{secret.TOKEN}").join()).to.contain("is written {{secret.TOKEN}}");
  });

  const refused: [text: string, words: string][] = [
    ["{{payload.ulr}}", "names payload.ulr, which is no field of the payload; did you mean url?"],
    [
      "{{payload.target.nme}}",
      "names payload.target.nme, which is no field of the payload; did you mean name?",
    ],
    ["{{env.HOME}}", "names env.HOME, and placeholders know payload, job and template"],
    [
      "{{constructor.name}}",
      "names constructor.name, and placeholders know payload, job and template",
    ],
    ["{{job.secret}}", "names job.secret, and a job has id, attempt, queue, createdAt"],
    ["{{payload.url", "has an ill-formed placeholder: {{payload.url"],
    ["{{1 + 1}}", "has an ill-formed placeholder: {{1 + 1}}"],
    ["{{}}", "has an ill-formed placeholder: {{}}"],
  ];
  for (const [text, words] of refused) {
    it(`refuses ${text}`, () => {
      expect(url(text)).to.deep.equal([`/run/url ${words}`]);
    });
  }

  it("checks every text of a run and of its concurrency key", () => {
    expect(
      faults({ kind: "command", argv: ["echo", "{{x}}"], env: { A: "{{y}}" } }),
    ).to.have.length(2);
    expect(faults({ kind: "http", url: "http://x", body: { deep: ["{{z}}"] } })[0]).to.match(
      /^\/run\/body\/deep\/0 /,
    );
    expect(
      faults({ kind: "remote" }, { concurrency: { limit: 1, key: "{{payload.x}}" } })[0],
    ).to.match(/^\/concurrency\/key /);
  });

  it("refuses addresses whose host is not where it seems to be", () => {
    for (const url of [
      "http:///{{payload.token}}/",
      "http://\\{{payload.token}}",
      "https://",
      "http://?a=b",
    ])
      expect(faults({ kind: "http", url }), url).to.deep.equal([
        "/run/url must name a host after //",
      ]);
    for (const url of [
      "http://\t/{{payload.token}}",
      "http://exa\nmple.org",
      "http://example.org/\u007f",
    ])
      expect(faults({ kind: "http", url }), url).to.deep.equal([
        "/run/url must not hold line breaks or other control characters",
      ]);
  });

  it("refuses header values with characters that headers cannot hold", () => {
    const headers = { A: "\u2603", B: "a\u0007", C: "tab\tand é", D: "{{payload.token}}" };
    expect(faults({ kind: "http", url: "http://x", headers })).to.deep.equal(
      ["A", "B"].map(
        (name) =>
          `/run/headers/${name} must not hold control characters, nor others than those of ISO 8859-1`,
      ),
    );
  });

  it("refuses header names and values that would inject a line", () => {
    expect(
      faults({
        kind: "http",
        url: "http://x",
        headers: { Accept: "a\r\nX-Evil: 1", "X\r\nY": "1", "": "1" },
      }),
    ).to.deep.equal([
      "/run/headers/Accept must not hold a line break",
      "/run/headers/X\r\nY is not a name a header can have",
      "/run/headers/ is not a name a header can have",
    ]);
  });

  it("refuses addresses that cannot work", () => {
    const ofUrl = (text: string) => faults({ kind: "http", url: text });
    for (const text of [
      "http://{{payload.url}}",
      "{{payload.url}}",
      "HTTPS://a/",
      "http{{payload.url}}://a",
    ])
      expect(ofUrl(text), text).to.deep.equal([]);
    for (const text of [
      "ftp://a",
      "",
      "example.org/x",
      "/path",
      "{payload.url}",
      "mailto:{{payload.url}}",
    ])
      expect(ofUrl(text), text).to.deep.equal(["/run/url must start with http:// or https://"]);
    expect(ofUrl("https://ann:secret@example.org/")).to.deep.equal([
      "/run/url must not hold a user name or password; write them into /run/auth/basic",
    ]);
  });

  it("refuses placeholders in the manner of other systems, but not code", () => {
    const foreign = (path: string) => `\${${path}}`;
    const hint = (path: string) =>
      `has ${foreign(path)}, which would be sent as it is; a placeholder is written {{${path}}}`;
    expect(url(foreign("payload.url"))).to.deep.equal([`/run/url ${hint("payload.url")}`]);
    expect(faults({ kind: "command", argv: ["echo", `a ${foreign("job.id")}`] })).to.deep.equal([
      `/run/argv/1 ${hint("job.id")}`,
    ]);
    const code = ["node", "-e", `console.log(\`${foreign("payload.url")}\`)`];
    expect(faults({ kind: "command", argv: code })).to.deep.equal([]);
    expect(
      faults({ kind: "command", argv: ["sh", "-c", `echo ${foreign("HOME")}`] }),
    ).to.deep.equal([]);
  });

  it("refuses headers that the connection decides about, in any case", () => {
    for (const name of [
      "Host",
      "content-length",
      "Transfer-Encoding",
      "CONNECTION",
      "TE",
      "Expect",
    ])
      expect(
        faults({ kind: "http", url: "http://x", headers: { [name]: "a" } }),
        name,
      ).to.deep.equal([`/run/headers/${name} is set by the connection, and cannot be set here`]);
  });

  it("takes credentials in one place", () => {
    const auth = { basic: { user: "{{payload.user}}", password: "{{payload.token}}" } };
    expect(faults({ kind: "http", url: "http://x", auth })).to.deep.equal([]);
    expect(
      faults({ kind: "http", url: "http://x", auth, headers: { authorization: "x" } }),
    ).to.deep.equal(["/run/headers/authorization must not be given beside auth, which makes it"]);
    expect(
      faults({ kind: "http", url: "http://x", auth: { bearer: "{{payload.tokne}}" } }),
    ).to.have.length(1);
  });

  it("lets no payload choose the program, its folder or the code it loads", () => {
    const command = (run: object) => faults({ kind: "command", argv: ["echo"], ...run });
    for (const program of ["{{payload.url}}", "/opt/{{ payload.url }}/x", "{{job.queue}}"])
      expect(command({ argv: [program, "x"] })[0], program).to.match(
        /^\/run\/argv\/0 must not hold/,
      );
    expect(command({ argv: [["echo"], "x"] })).to.have.length(1);
    expect(command({ argv: [""] })).to.have.length(1);
    expect(command({ cwd: "/srv/{{payload.url}}" })).to.have.length(1);
    for (const name of ["PATH", "LD_PRELOAD", "NODE_OPTIONS", "BASH_ENV", "PYTHONPATH"])
      expect(command({ env: { [name]: "{{payload.url}}" } }), name).to.have.length(1);
    expect(
      command({
        ...{ argv: ["{{template.folder}}/run.sh", "{{payload.url}}", ["-x", "{{payload.user}}"]] },
        ...{ cwd: "{{template.folder}}", env: { PATH: "/opt/bin", LEVEL: "{{payload.url}}" } },
      }),
    ).to.deep.equal([]);
  });

  it("refuses names of variables that programs cannot read, and those of Formwork", () => {
    for (const name of [
      "",
      "A=B",
      "1A",
      "A-B",
      "A B",
      "FORMWORK_RESULT",
      "FORMWORK_X",
      "{{payload.url}}",
    ])
      expect(
        faults({ kind: "command", argv: ["echo"], env: { [name]: "x" } }),
        name,
      ).to.have.length(1);
  });
});
