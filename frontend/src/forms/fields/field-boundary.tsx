import { Component, type ReactNode } from "react";

type FieldBoundaryProps = { fallback: (error: Error) => ReactNode; children: ReactNode };
type State = { error: Error | null };

/**
 * Shows `fallback` in place of a field that throws while it is rendered. React offers this to classes
 * alone.
 */
export class FieldBoundary extends Component<FieldBoundaryProps, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render() {
    const { error } = this.state;
    return error === null ? this.props.children : this.props.fallback(error);
  }
}
