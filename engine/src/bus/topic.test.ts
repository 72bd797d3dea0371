import { expect } from "chai";
import fc from "fast-check";
import { topicFits } from "./topic.ts";

const word = fc.constantFrom("a", "b", "job-1", "x_y");
const topic = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join("."));
const pattern = fc
  .array(fc.oneof(word, fc.constantFrom("*", "#")), { minLength: 1, maxLength: 5 })
  .map((words) => words.join("."));

/**
 * Writes a pattern as a regular expression, for topics in which a dot follows each word: the same
 * rules in another form.
 */
function oracle(pattern: string): RegExp {
  const parts = pattern
    .split(".")
    .map((part) => ({ "*": "[^.]+\\.", "#": "(?:[^.]+\\.)*" })[part] ?? `${part}\\.`);
  return new RegExp(`^${parts.join("")}$`);
}

describe("topicFits", () => {
  it("takes a topic without wildcards as it is", () => {
    expect(topicFits("signed-out", "signed-out")).to.equal(true);
    expect(topicFits("stop.1", "stop.10")).to.equal(false);
  });

  it("lets * stand for exactly one word", () => {
    expect(topicFits("log.*", "log.17")).to.equal(true);
    expect(topicFits("log.*", "log")).to.equal(false);
    expect(topicFits("log.*", "log.17.2")).to.equal(false);
  });

  it("lets # stand for any number of words, also none", () => {
    expect(topicFits("#", "log.17")).to.equal(true);
    expect(topicFits("log.#", "log")).to.equal(true);
    expect(topicFits("log.#", "log.17.2")).to.equal(true);
    expect(topicFits("#.end", "a.b.end")).to.equal(true);
    expect(topicFits("log.#", "work")).to.equal(false);
  });

  it("agrees with a regular expression on any pattern and topic", () => {
    fc.assert(
      fc.property(
        pattern,
        topic,
        (pattern, topic) => topicFits(pattern, topic) === oracle(pattern).test(`${topic}.`),
      ),
    );
  });

  it("fits every topic to itself", () => {
    fc.assert(fc.property(topic, (topic) => topicFits(topic, topic)));
  });
});
