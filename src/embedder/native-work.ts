import type { Runtime } from './runtime';

/** Places in the memory that the main thread shares with its workers. */
const ENDING = 0;
const RUNNING = 1;
/** A batch takes well under a second. Whatever hangs for so long is not waited for. */
const LONGEST_WAIT_MS = 20_000;

/**
 * How many workers are inside ONNX Runtime, whose native code aborts the whole process (exit code 134) if its thread is taken
 * away under it. So whoever ends workers first keeps them from going in, then waits until the last is out.
 */
export class NativeWork {
  /** Crosses to the workers. */
  readonly memory: SharedArrayBuffer;
  private readonly state: Int32Array;

  constructor(memory = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.state = new Int32Array(memory);
  }

  /** Has the end of the process wait for the last worker, with the thread blocked: nothing else can be waited for there. */
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

  /** The same runtime, whose sessions are counted while they load and compute. Once the end has come they do neither. */
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
      // In this order, so that either this is seen running or the end is seen here.
      if (Atomics.load(this.state, ENDING) === 0) return await work();
    } finally {
      Atomics.sub(this.state, RUNNING, 1);
      Atomics.notify(this.state, RUNNING);
    }
    return new Promise(() => {});
  }
}
