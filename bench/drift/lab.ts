import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import * as runtime from 'onnxruntime-node';
import type { Vector } from '../../src/base/vector';
import { type OnnxModel, openOnnxModel } from '../../src/embedder/model';
import { OnnxEmbedder } from '../../src/embedder/onnx';
import { INPUTS, type Inputs } from '../../src/inputs/inputs';
import { judgeByLayers } from '../../src/validation/gate';
import type { GoldenSet } from '../../src/validation/golden/golden-set';
import { openKnn } from '../../src/validation/knn/open';
import type { Profile, Validation } from '../../src/validation/validation';
import type { TableText } from './golden-texts';

/** Inputs as they are when nothing is given. */
function defaultInputs(): Inputs {
  const defaults = Object.entries(INPUTS).map(([name, { parse, default: raw }]) => [
    name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    parse(raw),
  ]);
  return Object.fromEntries(defaults);
}

export interface EmbeddedTexts {
  readonly model: OnnxModel;
  readonly vectors: readonly Vector[];
}

/** Embeds the same texts in many ways, and judges one way by another. */
export class Lab {
  private readonly scratch = mkdtempSync(path.join(tmpdir(), 'drift-table-'));
  private folders = 0;

  constructor(
    /** The model that is taken unless another is named. */
    readonly folder: string,
    readonly texts: readonly TableText[],
  ) {}

  async embed(overrides: Partial<Inputs> = {}, folder = this.folder): Promise<EmbeddedTexts> {
    const model = await openOnnxModel(folder, { ...defaultInputs(), ...overrides }, { digestFolder: undefined });
    const options = { batchTokens: 512, threads: availableParallelism() };
    const embedder = await OnnxEmbedder.open(model, options, runtime);
    try {
      const { vectors } = await embedder.embed(this.texts.map(({ text }) => model.contract.textPrefix + text));
      const { dimensions } = model.contract;
      return {
        model,
        vectors: this.texts.map((_, row) => vectors.slice(row * dimensions, (row + 1) * dimensions)),
      };
    } finally {
      await embedder.close();
    }
  }

  /** Embeds with a copy of the model that `alter` has changed. */
  async embedAltered(alter: (folder: string, target: string) => void): Promise<EmbeddedTexts> {
    const target = path.join(this.scratch, String(this.folders++));
    try {
      alter(this.folder, target);
      return await this.embed({}, target);
    } finally {
      rmSync(target, { recursive: true, force: true });
    }
  }

  judge(approved: EmbeddedTexts, present: readonly Vector[], profile: Profile): Promise<Validation> {
    const { fingerprint } = approved.model;
    const golden: GoldenSet = {
      path: 'golden.jsonl',
      texts: this.texts.map((entry, at) => ({
        ...entry,
        mustExclude: [],
        fields: {},
        approved: { vector: approved.vectors[at] as Vector, fingerprint, neighbours: [] },
      })),
    };
    const vectors = new Map(this.texts.map(({ text }, at) => [text, present[at] as Vector]));
    const inputs = { ...defaultInputs(), validationProfile: profile };
    const found = { model: approved.model, vectors, positions: new Map(), notInCorpus: [] };
    return judgeByLayers(golden, found, inputs, (indexed, of) =>
      openKnn(indexed, { inputs: { ...inputs, validationEngine: 'exact' }, warn: () => {}, ...of }),
    );
  }

  close(): void {
    rmSync(this.scratch, { recursive: true, force: true });
  }
}
