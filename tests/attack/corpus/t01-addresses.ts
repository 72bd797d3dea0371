import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { corpus, named, type Verdict } from "../corpus.ts";
import type { Target } from "../target.ts";

/** Ways to write an address that is not public; PORT stands for that of a server of the attacker. */
const spellings = [
  ...["127.0.0.1", "localhost", "LOCALHOST", "localhost.", "127.1", "127.0.1", "127.127.127.127"],
  ...["0.0.0.0", "0", "0x7f000001", "0x7f.0.0.1", "0x7f.1", "017700000001", "0177.0.0.1"],
  ...["2130706433", "127.0.0.1.", "%31%32%37.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1", "[::1]", "[::]"],
  ...["[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:1]"],
  ...["[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]", "[2002:7f00:1::]"],
  ...["[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "[ff02::1]", "10.0.0.1", "10.255.255.255"],
  ...["172.16.0.1", "172.31.255.254", "192.168.0.1", "100.64.0.1", "100.100.100.200"],
  ...["169.254.169.254", "0xa9fea9fe", "2852039166", "169.254.169.254.", "168.63.129.16"],
  ...["192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "0.1.2.3"],
].map((host) => `http://${host}:PORT/`);
const others = [
  ...["http://user:secret@127.0.0.1:PORT/", "http://127.0.0.1:PORT#@example.org/"],
  ...["http://127.0.0.1:PORT\\@example.org/", "http:127.0.0.1:PORT", "http:///127.0.0.1:PORT/"],
  ...["//127.0.0.1:PORT/", "\thttp://127.0.0.1:PORT/", "http://127.0.0.1:PORT /"],
  ...["file:///etc/passwd", "gopher://127.0.0.1:PORT/", "ftp://127.0.0.1/", "data:text/plain,x"],
  ...["unix:/var/run/docker.sock", "javascript:1", "http+unix://%2Ftmp%2Fx/"],
];

const template = {
  ...{ name: "attack-http", title: "Attack", retry: { attempts: 1 }, timeout: "10s" },
  payload: { type: "object", properties: { url: { type: "string" } } },
  run: { kind: "http", url: "{{payload.url}}" },
};

/** A job that got an answer, or whose call reached the attacker's server, got through. */
async function judge(target: Target, url: string): Promise<Verdict> {
  const canary = await aCanary();
  try {
    await target.require(template);
    const job = await target.runJob("attack-http", { url: url.replace("PORT", `${canary.port}`) });
    return canary.hits() > 0 ? "the request arrived" : outcomeOf(job);
  } finally {
    canary.close();
  }
}

function outcomeOf(job: Record<string, unknown>): Verdict {
  if (job.state === "succeeded") return `it had an answer: ${JSON.stringify(job.result)}`;
  const { reason } = Object(job.error);
  // A call that was tried and failed was not refused.
  return ["network", "timeout"].includes(reason) ? `it was tried: ${reason}` : null;
}

async function aCanary() {
  let hits = 0;
  const server = createServer((_, response) => {
    hits++;
    response.end("{}");
  });
  server.listen(0);
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    hits: () => hits,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const addresses = corpus(
  "T1",
  "requests to addresses that are not public",
  named([...spellings, ...others]),
  judge,
);
