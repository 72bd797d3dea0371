import { expect } from "chai";
import fc from "fast-check";
import { createServerClock } from "./server-clock.ts";

const start = Date.parse("2025-11-22T10:00:00.000Z");

/** A page whose clock is off by so many ms; `call` makes a request of a certain length. */
function aPage({ offByMs }: { offByMs: number }) {
  const page = { offByMs, time: start };
  const browserNow = () => page.time + page.offByMs;
  const clock = createServerClock({ now: browserNow });
  function call(requestMs: number, replyMs: number) {
    const sentAt = browserNow();
    page.time += requestMs;
    const date = new Date(page.time).toUTCString();
    page.time += replyMs;
    clock.observe({ date, sentAt, receivedAt: browserNow() });
  }
  const errorMs = () => Math.abs(clock.now() - page.time);
  return { page, clock, call, errorMs };
}

describe("the clock of the server", () => {
  it("is the browser's until a reply was received, and where the two agree", () => {
    const { clock, page, call } = aPage({ offByMs: 0 });
    expect(clock.now()).to.equal(start);
    page.time += 430;
    call(20, 30);
    expect(clock.now()).to.equal(page.time);
  });

  it("is right within a second and the length of a request, however wrong the browser's is", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -86_400_000, max: 86_400_000 }),
        fc.array(
          fc.record({ requestMs: fc.nat(300), replyMs: fc.nat(300), pauseMs: fc.nat(5000) }),
          {
            minLength: 1,
          },
        ),
        (offByMs, calls) => {
          const { page, call, errorMs } = aPage({ offByMs });
          for (const { requestMs, replyMs, pauseMs } of calls) {
            page.time += pauseMs;
            call(requestMs, replyMs);
            expect(errorMs()).to.be.at.most(1_600);
          }
        },
      ),
    );
  });

  it("becomes more exact with every reply", () => {
    const { page, call, errorMs } = aPage({ offByMs: 300_000 });
    for (let reply = 0; reply < 20; reply++) {
      page.time += 137;
      call(5, 5);
    }
    expect(errorMs()).to.be.below(150);
  });

  it("follows when the browser's clock is set", () => {
    const { page, call, errorMs } = aPage({ offByMs: -300_000 });
    call(10, 10);
    page.offByMs = 40_000;
    call(10, 10);
    expect(errorMs()).to.be.below(1_100);
  });

  it("ignores a reply without a date", () => {
    const { clock } = aPage({ offByMs: 0 });
    for (const date of [null, "", "yesterday"])
      clock.observe({ date, sentAt: start, receivedAt: start });
    expect(clock.now()).to.equal(start);
  });
});
