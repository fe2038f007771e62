import type { Runtime } from './runtime';

/** Indexes in the memory that the main thread shares with its workers. */
const ENDING = 0;
const RUNNING = 1;
/** A batch takes well under a second. Work that takes longer than this is hung, and the wait ends. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Counts the workers inside ONNX Runtime, whose native code aborts the whole process (exit code 134) if its thread is terminated.
 * Before workers are terminated, the main thread stops them from entering it and waits for those inside to leave.
 */
export class NativeWork {
  /** Passed to the workers. */
  readonly memory: SharedArrayBuffer;
  private readonly state: Int32Array;

  constructor(memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.state = new Int32Array(memory);
  }

  /** Makes the exit of the process wait for the last worker. It blocks the thread, because an exit handler cannot await. */
  guard(): void {
    process.on('exit', this.endNow);
  }

  private readonly endNow = (): void => {
    Atomics.store(this.state, ENDING, 1);
    const deadline = performance.now() + LONGEST_WAIT_MS;
    for (let running = this.running; running > 0 && performance.now() < deadline; running = this.running) {
      Atomics.wait(this.state, RUNNING, running, deadline - performance.now());
    }
  };

  async end(): Promise<void> {
    Atomics.store(this.state, ENDING, 1);
    while (this.running > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    process.off('exit', this.endNow);
  }

  /** Wraps a runtime to count its sessions while they load and compute. After the end has begun they do neither. */
  counted(runtime: Runtime): Runtime {
    const create = async (...words: Parameters<Runtime['InferenceSession']['create']>) => {
      const session = await this.count(() => runtime.InferenceSession.create(...words));
      const run = session.run.bind(session) as (...words: unknown[]) => ReturnType<typeof session.run>;
      session.run = (...words: unknown[]) => this.count(() => run(...words));
      return session;
    };
    return { ...runtime, InferenceSession: { create: create as Runtime['InferenceSession']['create'] } };
  }

  private get running(): number {
    return Atomics.load(this.state, RUNNING);
  }

  private async count<T>(work: () => Promise<T>): Promise<T> {
    Atomics.add(this.state, RUNNING, 1);
    try {
      // The count comes before the check: either the ending thread sees this work, or this thread sees the end.
      if (Atomics.load(this.state, ENDING) === 0) return await work();
    } finally {
      Atomics.sub(this.state, RUNNING, 1);
      Atomics.notify(this.state, RUNNING);
    }
    return new Promise(() => {});
  }
}
