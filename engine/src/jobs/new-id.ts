import { v7 } from "uuid";

const bytesPerId = 16;
const idsPerDraw = 256;
const pool = new Uint8Array(bytesPerId * idsPerDraw);
let left = 0;
let last = { msecs: 0, seq: 0 };

/**
 * Id of a new job: a UUID of version 7, so that ids sort by the time they were made, and those of
 * one process and millisecond in the order they were made. Randomness is drawn for many ids at
 * once, as one draw costs more than all the rest.
 */
export function newId(): string {
  const random = drawRandom();
  last = follow(Date.now(), random);
  return v7({ random, ...last });
}

function drawRandom(): Uint8Array {
  if (left === 0) {
    crypto.getRandomValues(pool);
    left = idsPerDraw;
  }
  left--;
  return pool.subarray(left * bytesPerId, (left + 1) * bytesPerId);
}

/**
 * The time goes on, or the count does. It starts anywhere in the lower half of its 32 bits, which
 * leaves room for two billion more.
 */
function follow(now: number, random: Uint8Array): { msecs: number; seq: number } {
  if (now > last.msecs)
    return { msecs: now, seq: new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1 };
  return last.seq < 0xffffffff ? { ...last, seq: last.seq + 1 } : { msecs: last.msecs + 1, seq: 0 };
}
