import { expect } from "chai";
import { commonMongod } from "../../../tests/support/servers/common-mongod.ts";
import { type RunningApp, startApp } from "../testing/start-app.ts";

const onEach: Record<string, () => Promise<{ url: string; stop: () => Promise<unknown> }>> = {
  SQLite: async () => ({ url: "sqlite:", stop: async () => undefined }),
  MongoDB: async () => {
    const server = await commonMongod();
    const url = new URL(server.url);
    url.pathname = `/exact-${process.pid}-${Date.now()}`;
    return { url: url.href, stop: () => server.stop() };
  },
};

/** A payload schema that takes anything. */
const free = {
  name: "free",
  title: "Free",
  payload: { type: "object", additionalProperties: true },
  run: { kind: "remote" },
};

for (const [name, startStore] of Object.entries(onEach))
  describe(`What is sent, on ${name}`, () => {
    let app: RunningApp;
    let store: Awaited<ReturnType<typeof startStore>>;
    before(async function () {
      this.timeout(120_000);
      store = await startStore();
      app = await startApp({ store: store.url });
      await app.ask("/api/v1/templates/free", { method: "PUT", body: free });
    });
    after(async () => {
      await app.stop();
      await store.stop();
    });

    const send = async (
      path: string,
      raw: string,
      { method = "POST", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
    ) => {
      const { status, json } = await app.ask(`/api/v1${path}`, {
        method,
        raw,
        headers: { "content-type": "application/json", ...headers },
      });
      return { status, json, places: [json.errors ?? []].flat().map(place) };
    };
    const submit = (payload: string) => send("/jobs", `{"template":"free","payload":${payload}}`);
    const total = async () => (await app.ask("/api/v1/jobs/stats")).json.total;

    const changed: [what: string, payload: string, pointer: string, words: RegExp][] = [
      ["a long whole number", '{"a":9007199254740993}', "/a", /too long a number.*make it a text/],
      ["a long negative one", '{"a":[-1001234567890123456]}', "/a/0", /too long a number/],
      ["a number too large", '{"a":{"b":1e400}}', "/a/b", /too large a number/],
      ["a number too small", '{"a":1e-400}', "/a", /too close to 0/],
      ["a long decimal", '{"a":1.00000000000000000001}', "/a", /more digits/],
      [
        "a key that reaches a prototype",
        '{"a":[{"__proto__":{"x":1}}]}',
        "/a/0/__proto__",
        /never/,
      ],
      ["the key constructor", '{"constructor":"Ferrari"}', "/constructor", /is not allowed/],
      ["half of a character", '{"a":["\\ud83d"]}', "/a/0", /half of a character/],
      ["half of a character in a key", '{"b\\ude00":1}', "/b\ude00", /half of a character/],
      ["a key given twice", '{"a":1,"b":{"a":2,"a":2}}', "/b/a", /more than once/],
    ];
    for (const [what, payload, pointer, words] of changed)
      describe(`with ${what}`, () => {
        const expected = [`/payload${pointer}`];

        it("is refused as a job, at its place", async () => {
          const before = await total();
          const { status, json, places } = await submit(payload);
          expect({ status, places }).to.deep.equal({ status: 422, places: expected });
          expect(Object(json.errors)[0].message).to.match(words);
          expect(json.detail).to.contain(expected[0]);
          expect(await total()).to.equal(before);
        });

        it("is refused as an item of a batch, small or large, and the others are stored", async () => {
          for (const padding of ["", "x".repeat(300_000)]) {
            const good = `{"template":"free","payload":{"n":9007199254740991,"p":"${padding}"}}`;
            const bad = `{"template":"free","payload":${payload}}`;
            const { json } = await send("/jobs/batch", `{"jobs":[${good},${bad},${good},${bad}]}`);
            expect(json).to.include({ accepted: 2, rejected: 2 });
            const items = [json.items].flat().map(Object);
            for (const index of [1, 3])
              expect(items[index]?.errors.map(place)).to.deep.equal(expected);
          }
        });

        it("is refused with its whole batch behind more faults than are listed", async () => {
          const many = `{"template":"free","payload":{"a":[${Array(10_000).fill("1e400")}]}}`;
          const bad = `{"template":"free","payload":${payload}}`;
          const before = await total();
          for (const padding of ["", " ".repeat(300_000)]) {
            const { status } = await send("/jobs/batch", `{"jobs":[${many},${bad}${padding}]}`);
            expect(status).to.equal(422);
          }
          expect(await total()).to.equal(before);
        });

        it("is refused in a rerun, a check and a template", async () => {
          const { json } = await submit("{}");
          const rerun = await send(`/jobs/${json.id}/rerun`, `{"payload":${payload}}`);
          const check = await send("/templates/free/validate", `{"payload":${payload}}`);
          for (const { status, places } of [rerun, check])
            expect({ status, places }).to.deep.equal({ status: 422, places: expected });
          const put = await send(
            "/templates/inexact",
            JSON.stringify({ ...free, name: "inexact", examples: [] }).replace(
              '"examples":[]',
              `"examples":[{"title":"e","payload":${payload}}]`,
            ),
            { method: "PUT" },
          );
          expect(put).to.deep.include({ status: 422, places: [`/examples/0/payload${pointer}`] });
        });
      });

    const notInLines = [
      "a\nb",
      "a\u0000b",
      "\u0007",
      "a\u001b[31m",
      "a\u0085",
      "a\u2028b",
      "\u202eb",
      " ",
    ];
    const writes: [what: string, path: string, body: (text: string) => object, pointer: string][] =
      [
        ["a tag of a job", "/jobs", (text) => ({ template: "free", tags: [text] }), "/tags/0"],
        [
          "a tag of a schedule",
          "/schedules",
          (text) => ({ template: "free", every: "1d", tags: ["a", text] }),
          "/tags/1",
        ],
        ["the name of a view", "/views", (text) => ({ name: text, query: "" }), "/name"],
        ["the reason of a pause", "/queues/default/pause", (text) => ({ reason: text }), "/reason"],
        [
          "a filter of an action",
          "/jobs/actions",
          (text) => ({ action: "cancel", filter: { queue: text } }),
          "/filter/queue",
        ],
      ];
    for (const [what, path, body, pointer] of writes)
      it(`is refused with more than a line of text as ${what}`, async () => {
        for (const text of notInLines) {
          const { status, places } = await send(path, JSON.stringify(body(text)));
          expect({ text, status, places }).to.deep.equal({ text, status: 422, places: [pointer] });
        }
      });

    it("is refused as a filter with an empty list, which could match all or nothing", async () => {
      await send("/jobs", '{"template":"free","tags":["kept"]}');
      for (const name of ["tag", "state", "template", "queue"]) {
        const filter = { tag: ["kept"], [name]: [] };
        const action = { action: "cancel", filter };
        const { status, places } = await send("/jobs/actions", JSON.stringify(action));
        expect({ status, places }).to.deep.equal({ status: 422, places: [`/filter/${name}`] });
      }
    });

    it("is refused with more than a line of text as a tag of one job of a batch", async () => {
      const jobs = ["good", ...notInLines].map((tag) => ({ template: "free", tags: [tag] }));
      const { json } = await send("/jobs/batch", JSON.stringify({ jobs }));
      expect(json).to.include({ accepted: 1, rejected: notInLines.length });
    });

    it("is found by every text that was taken, and refused as a filter where none can be", async () => {
      for (const tag of [
        "a b",
        "日報",
        "👍🏽",
        "a\u00a0b",
        "é",
        "e\u0301",
        '"$gt"',
        "a\\b",
        "%00",
      ]) {
        const { json } = await send("/jobs", JSON.stringify({ template: "free", tags: [tag] }));
        const found = await app.ask(`/api/v1/jobs?tag=${encodeURIComponent(tag)}`);
        expect(
          [found.json.items].flat().map((job) => [Object(job).id, Object(job).tags]),
        ).to.deep.equal([[json.id, [tag]]]);
      }
      for (const name of ["tag", "queue", "template", "createdBy", "schedule", "rerunOf"]) {
        const { status, json } = await app.ask(`/api/v1/jobs?${name}=a%0Ab`);
        expect(status, name).to.equal(422);
        expect(json.detail).to.contain("one line of text");
      }
    });

    it("is kept exactly otherwise", async () => {
      const payload = '{"a":[0.1,-9007199254740991,1.5e+300,5e-324,100000000000000000000,0],"":""}';
      const { status, json } = await submit(payload);
      expect(status).to.equal(201);
      const { json: stored } = await app.ask(`/api/v1/jobs/${json.id}`);
      expect(JSON.stringify(stored.payload)).to.equal(payload);
    });

    it("is compared exactly under an idempotency key", async () => {
      const keyed = (number: string) =>
        send("/jobs", `{"template":"free","payload":{"n":${number}}}`, {
          headers: { "idempotency-key": "same" },
        });
      expect((await keyed("9007199254740992")).status).to.equal(201);
      expect((await keyed("9007199254740993")).status).to.equal(422);
      expect((await keyed("9007199254740994")).status).to.equal(409);
      expect((await keyed("9007199254740992")).status).to.equal(200);
    });

    const times: [runAt: string, stored: string | null][] = [
      ["2999-01-31T09:30:00+01:00", "2999-01-31T08:30:00.000Z"],
      ["2999-01-31t09:30:00.123456789z", "2999-01-31T09:30:00.123Z"],
      ["2999-01-31 09:30:00-00:00", "2999-01-31T09:30:00.000Z"],
      ["2998-12-31T23:59:60Z", "2998-12-31T23:59:59.000Z"],
      ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
      ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
      ["2999-01-31T09:30:00+01", null],
      ["2999-01-31T09:30:00+0100", null],
      ["2999-01-31T24:00:00Z", null],
      ["2999-01-31T09:30:00+99:99", null],
      ["9999-12-31T23:59:59-01:00", null],
      ["12999-01-31T09:30:00Z", null],
      ["2999-02-29T00:00:00Z", null],
    ];
    for (const [runAt, stored] of times)
      it(`${stored === null ? "refuses" : "takes"} the time ${runAt}, in a job and in a batch`, async () => {
        const body = `{"template":"free","runAt":"${runAt}"}`;
        const single = await send("/jobs", body);
        const batch = await send("/jobs/batch", `{"jobs":[${body}]}`);
        const filter = `from=${encodeURIComponent(runAt)}&to=${encodeURIComponent(runAt)}`;
        const list = await app.ask(`/api/v1/jobs?${filter}`);
        if (stored === null) {
          expect(single).to.deep.include({ status: 422, places: ["/runAt"] });
          expect(batch.json).to.include({ accepted: 0, rejected: 1 });
          expect(list.status).to.equal(422);
          return;
        }
        expect(single.status).to.equal(201);
        expect(single.json.runAt).to.equal(stored);
        expect((await app.ask(`/api/v1/jobs/${single.json.id}`)).json.runAt).to.equal(stored);
        expect(batch.json).to.include({ accepted: 1 });
        expect(list.status).to.equal(200);
      });

    for (const field of ["delay", "timeout"])
      it(`refuses a ${field} that is longer than a hundred years`, async () => {
        const { status, places } = await send(
          "/jobs",
          `{"template":"free","${field}":"99999999999h"}`,
        );
        expect({ status, places }).to.deep.equal({ status: 422, places: [`/${field}`] });
      });
  });

function place(error: unknown): string {
  return Object(error).pointer;
}
