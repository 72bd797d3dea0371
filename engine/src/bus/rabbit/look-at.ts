import { connect } from "amqplib";
import { adviceOn } from "./connection/link-refusal.ts";

const waitMs = 5000;

/**
 * Connects to the broker at `url` and opens a channel. Throws with advice where that is refused, and
 * names no password.
 */
export async function lookAtRabbit(url: string): Promise<void> {
  try {
    const model = await connect(url, { timeout: waitMs });
    // The library ends the process for an error that nobody listens to.
    model.on("error", () => undefined);
    await model.createChannel();
    await model.close();
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error));
    throw new Error(adviceOn(reason, url) ?? reason.message, { cause: error });
  }
}
