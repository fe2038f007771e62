import type { Model } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import type { Resolver } from '../resolve/resolve';
import type { ResolvedWindow, WindowObserver } from '../resolve/window';
import { isUsable } from './checks/sanity';
import { judgeByLayers } from './gate';
import type { GoldenSet } from './golden/golden-set';
import { GoldenVectors } from './golden/golden-vectors';
import { CorpusSearch } from './knn/corpus-search';
import { openKnn } from './knn/open';
import { SEARCHED_TIMES } from './neighbourhood';
import { type PresentVectors, refuseUnusable } from './subject';
import type { Validation } from './validation';

/** The parts of a run that validation needs. */
interface Court {
  readonly identity: {
    readonly model: Model;
    /** The untrusted scope of the run; absent in the trusted one. */
    readonly scope?: string;
  };
  /** The folder of the bundle. */
  readonly bundle: string;
  warn(message: string): void;
}

/** A run that streams its corpus. */
interface Trial extends Court {
  readonly embedding: { resolver(): Resolver };
  /** @throws Interrupted */
  endIfInterrupted(): Promise<void>;
}

/** Validates a run against its golden set: observes the corpus as it streams, and returns the verdict at its end. */
export class Judge implements WindowObserver {
  private readonly present: GoldenVectors;
  private search: CorpusSearch | undefined;
  private texts = 0;

  private constructor(
    private readonly golden: GoldenSet,
    private readonly inputs: Inputs,
    private readonly run: Trial,
  ) {
    this.present = new GoldenVectors(golden.texts);
  }

  /**
   * Resolves the golden texts first if their neighbours are searched in the corpus that follows.
   * @throws InputError if the golden set cannot be used
   */
  static async begin(golden: GoldenSet, inputs: Inputs, run: Trial): Promise<Judge> {
    refuseUnusable(golden, inputs);
    const judge = new Judge(golden, inputs, run);
    if (inputs.validationNeighbours === 'corpus') await judge.searchCorpus();
    return judge;
  }

  private async searchCorpus(): Promise<void> {
    const vectors = await this.present.complete(this.run.embedding.resolver());
    await this.run.endIfInterrupted();
    const { dimensions } = this.run.identity.model.contract;
    const queries = this.golden.texts.map(({ text }) => {
      const vector = vectors.get(text);
      return { text, vector: isUsable(vector, dimensions) ? vector : undefined };
    });
    this.search = new CorpusSearch(queries, this.inputs.validationK * SEARCHED_TIMES, {
      bundle: this.run.bundle,
      threads: this.inputs.threads,
    });
  }

  async take(window: ResolvedWindow): Promise<void> {
    this.present.take(window);
    await this.search?.take(window);
    for (const first of window.firsts) if (first) this.texts++;
  }

  async verdict(): Promise<Validation> {
    const notInCorpus = this.present.missing().map(({ name }) => name);
    if (notInCorpus.length > 0) this.run.warn(notInCorpusWarning(notInCorpus, this.golden.texts.length));
    const vectors = await this.present.complete(this.run.embedding.resolver());
    await this.run.endIfInterrupted();
    const { positions } = this.present;
    const corpus = this.search && { neighbours: await this.search.nearest(), texts: this.texts };
    const present = { vectors, positions, notInCorpus, ...(corpus && { corpus }) };
    return judgeVectors(this.golden, present, this.inputs, this.run);
  }

  /** Must always be called, also after a failure. */
  async close(): Promise<void> {
    await this.search?.close();
  }
}

/** Validates a complete set of vectors, and warns if another model made them. */
export async function judgeVectors(
  golden: GoldenSet,
  present: Omit<PresentVectors, 'model'>,
  inputs: Inputs,
  { identity: { model, scope }, bundle, warn }: Court,
): Promise<Validation> {
  const validation = await judgeByLayers(golden, { ...present, model }, inputs, (vectors, { texts, fingerprint }) =>
    openKnn(vectors, { inputs, texts, fingerprint, ...(scope !== undefined && { scope }), bundle, warn }),
  );
  if (validation.profile === 'cross-model') warn(crossModelWarning(validation, inputs));
  return validation;
}

function crossModelWarning({ profileReason }: Validation, { goldenSet }: Inputs): string {
  return `validation: only neighbours are compared, as for two different models: ${profileReason}. Do not mix the present vectors with earlier ones in one index: distances between the two are meaningless. If you changed the model on purpose, run mode golden with approve: all and commit ${goldenSet}.`;
}

function notInCorpusWarning(names: readonly string[], total: number): string {
  return `${names.length} of ${total} golden texts are not in the corpus: ${names.join(', ')}. They are validated anyway. If you deleted them on purpose, remove them from the golden set.`;
}
