/** Weights that are stored in 8 bits are held in 32, and laid out anew for the processor. */
const GROWTH_OF_WEIGHTS = 4;
/** Of a session besides its weights: the runtime, hidden states of a batch, the tokenizer. */
const SESSION_BYTES = 150e6;
/** Of the memory that this process may have, for all sessions. */
const SHARE_OF_MEMORY = 0.25;

export interface SessionPlanInputs {
  /** In all. */
  readonly threads: number;
  /** Size of the weights' files. */
  readonly weightBytes: number;
  /** What this process may have. */
  readonly memoryBytes: number;
}

/**
 * One session a thread, as far as memory goes: threads of one session wait for each other after every operator, sessions
 * do not. Each session holds the weights, so that of large models there are fewer, with more threads each.
 * @returns threads of each session
 */
export function planSessions({ threads, weightBytes, memoryBytes }: SessionPlanInputs): number[] {
  const affordable = Math.floor((memoryBytes * SHARE_OF_MEMORY) / (weightBytes * GROWTH_OF_WEIGHTS + SESSION_BYTES));
  const sessions = Math.max(1, Math.min(threads, affordable));
  return Array.from({ length: sessions }, (_, at) => Math.floor((threads + at) / sessions)).reverse();
}
