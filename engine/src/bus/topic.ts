/**
 * Returns true when `topic` fits `pattern`. Words stand between dots; `*` fits one word, `#` any
 * number of them, also none. These are the rules of an AMQP topic exchange, so that a pattern means
 * the same on every bus.
 */
export function topicFits(pattern: string, topic: string): boolean {
  return wordsFit(pattern.split("."), topic.split("."));
}

function wordsFit([word, ...pattern]: string[], topic: string[]): boolean {
  if (word === undefined) return topic.length === 0;
  if (word === "#")
    return (
      wordsFit(pattern, topic) || (topic.length > 0 && wordsFit(["#", ...pattern], topic.slice(1)))
    );
  return (
    topic.length > 0 && (word === "*" || word === topic[0]) && wordsFit(pattern, topic.slice(1))
  );
}
