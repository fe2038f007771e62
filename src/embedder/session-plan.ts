/** Weights stored in 8 bits take 32 bits in memory, and are laid out again for the processor. */
const GROWTH_OF_WEIGHTS = 4;
/** Memory per session besides weights: runtime, hidden states of a batch, tokenizer. */
const SESSION_BYTES = 150e6;
/** Fraction of the memory of this process for all sessions. */
const SHARE_OF_MEMORY = 0.25;

export interface SessionPlanInputs {
  /** In total. */
  readonly threads: number;
  /** Total size of the weight files. */
  readonly weightBytes: number;
  /** Memory limit of this process. */
  readonly memoryBytes: number;
}

/**
 * Plans one session per thread as far as memory allows: threads of one session wait for each other after every operator, sessions
 * do not. Each session loads the weights, so a large model gets fewer sessions with more threads each.
 * @returns threads of each session
 */
export function planSessions({ threads, weightBytes, memoryBytes }: SessionPlanInputs): number[] {
  const affordable = Math.floor((memoryBytes * SHARE_OF_MEMORY) / (weightBytes * GROWTH_OF_WEIGHTS + SESSION_BYTES));
  const sessions = Math.max(1, Math.min(threads, affordable));
  return Array.from({ length: sessions }, (_, at) => Math.floor((threads + at) / sessions)).reverse();
}
