import type { Model } from '../embedder/open';
import type { Inputs } from '../inputs/inputs';
import type { Resolver } from '../resolve/resolve';
import type { ResolvedWindow } from '../resolve/window';
import { isUsable } from './checks/sanity';
import { judgeByLayers } from './gate';
import type { GoldenSet } from './golden/golden-set';
import { GoldenVectors } from './golden/golden-vectors';
import { CorpusSearch } from './knn/corpus-search';
import { openKnn } from './knn/open';
import { SEARCHED_TIMES } from './neighbourhood';
import { type PresentVectors, refuseUnusable } from './subject';
import type { Validation } from './validation';

/** The parts of a run that a judgement needs. */
interface Court {
  readonly model: Model;
  /** The untrusted scope of the run; absent in the trusted one. */
  readonly scope?: string;
  /** The folder of the bundle. */
  readonly bundle: string;
  warn(message: string): void;
}

/** A run whose corpus goes by. */
interface Trial extends Court {
  resolver(): Resolver;
  /** @throws Interrupted */
  endIfInterrupted(): Promise<void>;
}

/** Judges a run by its golden set: sees the corpus go by, and gives the verdict at its end. */
export class Judge {
  private readonly present: GoldenVectors;
  private search: CorpusSearch | undefined;
  private texts = 0;

  constructor(
    private readonly golden: GoldenSet,
    private readonly inputs: Inputs,
    private readonly run: Trial,
  ) {
    this.present = new GoldenVectors(golden.texts);
  }

  /**
   * To be called before the corpus goes by: whose neighbours are searched in it has to be known then.
   * @throws InputError if nothing can be judged by the golden set
   */
  async begin(): Promise<void> {
    refuseUnusable(this.golden, this.inputs);
    if (this.inputs.validationNeighbours !== 'corpus') return;
    const vectors = await this.present.complete(this.run.resolver());
    await this.run.endIfInterrupted();
    const { dimensions } = this.run.model.contract;
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
    const vectors = await this.present.complete(this.run.resolver());
    await this.run.endIfInterrupted();
    const { positions } = this.present;
    const corpus = this.search && { neighbours: await this.search.nearest(), texts: this.texts };
    const present = { vectors, positions, notInCorpus, ...(corpus && { corpus }) };
    return judgeVectors(this.golden, present, this.inputs, this.run);
  }

  /** To be called in any case. */
  async close(): Promise<void> {
    await this.search?.close();
  }
}

/** Judges vectors that are all there, and warns where they are another model's. */
export async function judgeVectors(
  golden: GoldenSet,
  present: Omit<PresentVectors, 'model'>,
  inputs: Inputs,
  { model, scope, bundle, warn }: Court,
): Promise<Validation> {
  const validation = await judgeByLayers(golden, { ...present, model }, inputs, (vectors, { texts, fingerprint }) =>
    openKnn(vectors, { inputs, texts, fingerprint, ...(scope !== undefined && { scope }), bundle, warn }),
  );
  if (validation.profile === 'cross-model') warn(crossModelWarning(validation, inputs));
  return validation;
}

function crossModelWarning({ profileReason }: Validation, { goldenSet }: Inputs): string {
  return `validation: the present vectors are judged as those of another model: ${profileReason}. Do not mix them in one index with vectors that were made before: distances between the two mean nothing. Only neighbours are compared. If the change is meant, run mode golden with approve: all and commit ${goldenSet}.`;
}

function notInCorpusWarning(names: readonly string[], total: number): string {
  return `${names.length} of ${total} golden texts are no longer in the corpus: ${names.join(', ')}. They are judged all the same; take them out of the golden set if they are gone for good.`;
}
