import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { expect } from "chai";
import fc from "fast-check";
import {
  fillArguments,
  fillHeader,
  fillJson,
  fillPlainText,
  fillUrl,
  fillVariables,
  placeholderValues,
} from "./placeholders.ts";

const values = (payload: Record<string, unknown>) => ({ payload, job: { id: "j1", attempt: 2 } });

describe("placeholders", () => {
  it("name the payload, secrets, the job and the template, and nothing else", () => {
    const named = placeholderValues(
      anAssignment({ payload: { a: 1 }, template: { folder: "csv" } }),
      "/srv/templates/csv",
    );
    expect(
      fillPlainText(
        "{{payload.a}} {{job.id}} {{job.attempt}} {{template.name}} {{template.folder}}",
        named,
      ),
    ).to.equal("1 job-1 1 sample /srv/templates/csv");
    expect(Object.keys(named)).to.have.members(["payload", "secret", "job", "template"]);
  });

  it("never reach a prototype", () => {
    for (const path of [
      "payload.constructor.name",
      "payload.__proto__.polluted",
      "payload.text.length",
      "job.id.toString",
    ]) {
      expect(fillPlainText(`[{{${path}}}]`, values({ text: "abc" }))).to.equal("[]");
    }
  });

  describe("in a URL", () => {
    it("are not encoded at its start", () => {
      expect(fillUrl("{{payload.url}}", values({ url: "http://a.example/x?y=1" }))).to.equal(
        "http://a.example/x?y=1",
      );
      expect(fillUrl("{{payload.base}}/v1", values({ base: "http://a.example" }))).to.equal(
        "http://a.example/v1",
      );
    });

    it("stay within their segment or parameter, whatever their values", () => {
      const text = fc
        .string({ unit: "grapheme", minLength: 1 })
        .filter((value) => value !== "." && value !== "..");
      fc.assert(
        fc.property(text, text, (id, q) => {
          const url = new URL(
            fillUrl(
              "http://a.example/users/{{payload.id}}/edit?q={{payload.q}}&end=1",
              values({ id, q }),
            ),
          );
          expect(url.origin).to.equal("http://a.example");
          expect(url.pathname.split("/")).to.have.length(4);
          expect(url.pathname.endsWith("/edit")).to.equal(true);
          expect([...url.searchParams]).to.deep.equal([
            ["q", q.toWellFormed()],
            ["end", "1"],
          ]);
          expect(url.hash).to.equal("");
        }),
      );
    });

    for (const id of [undefined, "", ".", ".."]) {
      it(`are refused in the path when they are ${JSON.stringify(id)}`, () => {
        expect(() => fillUrl("http://a.example/users/{{payload.id}}", values({ id }))).to.throw(
          "cannot be part of the address",
        );
      });
    }
  });

  describe("in a header", () => {
    it("are refused with a line break at any position", () => {
      fc.assert(
        fc.property(
          fc.string(),
          fc.constantFrom("\r", "\n", "\r\n", "\0"),
          fc.string(),
          (before, end, after) => {
            expect(() =>
              fillHeader("x-a", "v {{payload.v}}", values({ v: before + end + after })),
            ).to.throw("x-a");
          },
        ),
      );
    });

    it("leave the header out when they have no value", () => {
      expect(fillHeader("authorization", "{{payload.token}}", values({}))).to.equal(undefined);
    });
  });

  describe("in a body", () => {
    it("keep the type of their value where they are the whole string", () => {
      const payload = { n: 5, flag: false, list: [1], nothing: null };
      expect(
        fillJson(
          {
            n: "{{payload.n}}",
            flag: "{{ payload.flag }}",
            all: ["{{payload.list}}"],
            nothing: "{{payload.nothing}}",
          },
          values(payload),
        ),
      ).to.deep.equal({
        n: 5,
        flag: false,
        all: [[1]],
        nothing: null,
      });
    });

    it("become text in longer strings, and are left out where they have no value", () => {
      expect(
        fillJson(
          { text: "n={{payload.n}};", gone: "{{payload.gone}}", kept: "{{payload.gone}}!" },
          values({ n: 5 }),
        ),
      ).to.deep.equal({
        text: "n=5;",
        kept: "!",
      });
    });

    it("are not filled within values", () => {
      fc.assert(
        fc.property(fc.json(), (json) => {
          const v = [JSON.parse(json), "{{job.id}}"];
          expect(fillJson("{{payload.v}}", values({ v }))).to.deep.equal(v);
        }),
      );
    });
  });

  describe("in a command line", () => {
    it("stay one argument, whatever their values", () => {
      const text = fc
        .string({ unit: "grapheme" })
        .filter((value) => !value.includes("\0") && !value.startsWith("-"));
      fc.assert(
        fc.property(text, (v) => {
          expect(
            fillArguments(["echo", "{{payload.v}}", "a={{payload.v}}"], values({ v })),
          ).to.deep.equal(["echo", v, `a=${v}`]);
        }),
      );
    });

    it("are refused with a NUL", () => {
      expect(() => fillArguments(["echo", "{{payload.v}}"], values({ v: "a\0b" }))).to.throw("NUL");
    });

    const v = "--output=/etc/passwd";

    it("are refused where the program would read an option, unless -- comes before", () => {
      expect(() => fillArguments(["sort", "{{payload.v}}"], values({ v }))).to.throw("option");
      expect(fillArguments(["sort", "--", "{{payload.v}}"], values({ v }))).to.deep.equal([
        ...["sort", "--", v],
      ]);
      expect(fillArguments(["sort", "--", ["{{payload.v}}"]], values({ v }))).to.deep.equal([
        ...["sort", "--", v],
      ]);
      expect(fillArguments(["seq", "{{payload.v}}"], values({ v: -5 }))).to.deep.equal([
        ...["seq", "-5"],
      ]);
    });

    it("let no option slip in behind placeholders without a value", () => {
      for (const word of [
        ...["{{payload.a}}{{payload.v}}", "{{payload.a}}{{payload.b}}{{payload.v}}"],
        ...["{{payload.empty}}{{payload.v}}", "{{ payload.a }}{{payload.n}}{{payload.v}}"],
      ])
        expect(
          () => fillArguments(["sort", word], values({ v, empty: "", n: -5, a: "" })),
          word,
        ).to.throw("option");
      expect(() =>
        fillArguments(["sort", ["-k", "{{payload.a}}{{payload.v}}"]], values({ v, a: "" })),
      ).to.throw("option");
      // A list with a placeholder without a value is left out as a whole.
      expect(fillArguments(["sort", ["{{payload.a}}{{payload.v}}"]], values({ v }))).to.deep.equal([
        "sort",
      ]);
    });

    it("are refused with advice that fits, which does not tell the value", () => {
      const message = (argv: string[]) => {
        try {
          return fillArguments(argv, values({ v })).join();
        } catch (error) {
          return String(error);
        }
      };
      const bare = message(["sort", "{{payload.v}}"]);
      expect(bare).to.contain('put "--" before it').and.not.contain("passwd");
      expect(message(["x", "--label", "{{payload.v}}"])).to.contain(
        'write "--label={{payload.v}}"',
      );
    });

    it("are left out where they have no value, with the option before them in a list", () => {
      const argv = ["x", "{{payload.a}}", ["--label", "{{payload.b}}"], "c={{payload.c}}"];
      expect(fillArguments(argv, values({ a: null }))).to.deep.equal(["x", "c="]);
      expect(fillArguments(argv, values({ a: "", b: "B", c: "C" }))).to.deep.equal([
        ...["x", "", "--label", "B", "c=C"],
      ]);
      expect(fillVariables({ A: "{{payload.a}}", B: "b{{payload.a}}" }, values({}))).to.deep.equal({
        B: "b",
      });
    });
  });
});
