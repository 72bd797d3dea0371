import { events } from "@formwork/contracts/events/events";
import { expect } from "chai";
import { asyncApi } from "./asyncapi.ts";

const document = asyncApi({ publicUrl: "https://jobs.example.org" });

describe("The AsyncAPI document", () => {
  it("describes each type of event, the stream of a job and the socket", () => {
    const { messages } = Object(document.components);
    expect(messages).to.include.keys(
      ...Object.keys(events),
      ...["stream.log", "stream.state", "stream.end"],
      ...["socket.subscribe", "socket.log", "socket.lagged"],
    );
    expect(Object(document.servers).socket.protocol).to.equal("wss");
  });

  it("has no dangling references", () => {
    const references = JSON.stringify(document).match(/#\/[\w./-]+(?=")/g) ?? [];
    expect(references.length).to.be.above(20);
    for (const reference of new Set(references)) {
      const keys = reference.slice(2).split("/");
      const found = keys.reduce<unknown>((value, key) => Object(value)[key], document);
      expect(found, reference).to.be.an("object");
    }
  });
});
