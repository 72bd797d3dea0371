import { useEffect, useEffectEvent, useState } from "react";

/** Milliseconds between two samples. */
const sampleMs = 5_000;
/** Samples that are kept: those of five minutes. */
const maxSamples = 60;

/**
 * Samples a number while the component is mounted; null is not sampled. The line that shows them moves
 * on whether the number changes or not.
 */
export function useSamples(value: number | null): readonly number[] {
  const [samples, setSamples] = useState<readonly number[]>([]);
  const isKnown = value !== null;
  const sample = useEffectEvent(() => {
    if (value !== null) setSamples((known) => [...known, value].slice(-maxSamples));
  });
  useEffect(() => {
    if (!isKnown) return;
    sample();
    const timer = setInterval(() => sample(), sampleMs);
    return () => clearInterval(timer);
  }, [isKnown]);
  return samples;
}
