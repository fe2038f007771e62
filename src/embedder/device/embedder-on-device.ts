import type { Embedded, Embedder, EmbedderOptions } from '../embedder';
import { EmbedderInWorker } from '../in-worker';
import type { OnnxModel } from '../model';
import type { Decision, DeviceOptions } from './decision';
import type { DeviceFacts } from './device-facts';

export interface Engine {
  readonly model: OnnxModel;
  /** The bundled `worker.ts`. */
  readonly workerFile: string;
  /** Options of each worker on the CPU; called only if the CPU is used. */
  onCpu(): readonly EmbedderOptions[];
  /** Options of the only worker on a GPU; called only if a GPU is used. */
  onGpu(): EmbedderOptions;
}

/**
 * Embeds in several workers on the CPU, or in one on a GPU. The first text triggers the choice. If `auto` chose a GPU that proves
 * unusable, it falls back to the CPU before any text was embedded on the GPU.
 */
export class EmbedderOnDevice implements Embedder {
  device: DeviceFacts | undefined;
  private decision: Promise<Decision> | undefined;
  private opening: Promise<EmbedderInWorker> | undefined;
  private workers: EmbedderInWorker | undefined;

  constructor(
    private readonly options: DeviceOptions,
    private readonly engine: Engine,
  ) {}

  async embed(texts: readonly string[], progress?: (texts: number) => void): Promise<Embedded> {
    this.opening ??= this.open();
    return (await this.opening).embed(texts, progress);
  }

  /** May download libraries for a GPU, but loads none of them. */
  decide(): Promise<Decision> {
    this.decision ??= this.decideOnce();
    return this.decision;
  }

  async close(): Promise<void> {
    await this.workers?.close();
  }

  private async decideOnce(): Promise<Decision> {
    const { processor, dtype } = this.engine.model.contract;
    if (processor !== undefined) return { used: 'cpu', reason: `dtype ${dtype} is computed on the CPU alone` };
    const { decideDevice } = await import('./decision');
    return decideDevice(this.options);
  }

  private async open(): Promise<EmbedderInWorker> {
    const decision = await this.decide();
    const { used, reason, name, natives } = decision;
    if (used === 'cpu') return this.openOnCpu(reason);
    const options: EmbedderOptions = {
      ...this.engine.onGpu(),
      device: used,
      ...(natives !== undefined && { natives }),
    };
    const workers = this.start(() => [options]);
    try {
      this.device = { used, reason, ...(name !== undefined && { name }), ...(await workers.open()) };
      return workers;
    } catch (error) {
      if (this.options.asked !== 'auto') throw error;
      await workers.close();
      const { whyNot } = await import('./decision');
      return this.openOnCpu(whyNot(error));
    }
  }

  private openOnCpu(reason: string): EmbedderInWorker {
    const workers = this.start(() => this.engine.onCpu());
    this.device = { used: 'cpu', reason };
    return workers;
  }

  private start(plan: () => readonly EmbedderOptions[]): EmbedderInWorker {
    this.workers = new EmbedderInWorker(this.engine.workerFile, this.engine.model, plan);
    return this.workers;
  }
}
