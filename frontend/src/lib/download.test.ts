import { expect } from "chai";
import { installDom } from "../testing/install-dom.ts";
import { downloadText } from "./download.ts";

describe("downloadText", () => {
  installDom();
  const { createObjectURL, revokeObjectURL } = URL;

  afterEach(() => {
    Object.assign(URL, { createObjectURL, revokeObjectURL });
  });

  it("saves the text under the name, and releases its address", async () => {
    const blobs: Blob[] = [];
    const released: string[] = [];
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        blobs.push(blob);
        return "blob:one";
      },
      revokeObjectURL: (address: string) => void released.push(address),
    });
    const links: [string, string][] = [];
    const { createElement } = document;
    document.createElement = ((name: string) => {
      const link = createElement.call(document, name) as HTMLAnchorElement;
      link.click = () => void links.push([link.download, link.href]);
      return link;
    }) as typeof document.createElement;
    downloadText("job.log.txt", "one line\n");
    document.createElement = createElement;
    expect(links).to.deep.equal([["job.log.txt", "blob:one"]]);
    expect(released).to.deep.equal(["blob:one"]);
    expect(await blobs[0]?.text()).to.equal("one line\n");
    expect(blobs[0]?.type).to.match(/^text\/plain/);
  });
});
