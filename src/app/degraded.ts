/**
 * What doesn't work as it should here, though this process does its work and another replica couldn't do better: told in words
 * by `/readyz`, which stays 200, and as a gauge by `/metrics`.
 */
export type Degraded = {
  /**
   * A word of our own in kebab case, such as `messages-given-up`; never an id or what a person wrote, since it is a metric's
   * label.
   */
  readonly cause: string;
  /** A sentence for the operator: what it means and what to do. */
  readonly words: string;
};

/**
 * One part's word on itself; each part that may be impaired adds one to the list in `main.ts`. It answers quickly, or rejects.
 */
export type DegradedSource = () => readonly Degraded[] | Promise<readonly Degraded[]>;
