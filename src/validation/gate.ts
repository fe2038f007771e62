import type { Position } from '../base/errors';
import type { Vector } from '../base/vector';
import { excerpt } from '../base/wording';
import { LAYERS, type Layer } from '../inputs/values/choices';
import type { EmbeddingContract } from '../keys/embedding-contract';
import { checkDistribution } from './checks/distribution';
import { type Findings, skip } from './checks/findings';
import { checkIdentity } from './checks/identity';
import { checkNeighbourhood, keptNeighbours } from './checks/neighbourhood';
import { checkRequired } from './checks/required';
import { checkSanity } from './checks/sanity';
import type { GoldenSet, GoldenText } from './golden/golden-set';
import { EXCERPT_LENGTH, type OpenIndex, withoutKey } from './neighbourhood';
import { chooseProfile, LEAST_WITH_NEIGHBOURS } from './profile';
import { type Searched, search, similarityAt } from './search';
import { similarityFacts } from './similarity-facts';
import { type GateInputs, type PresentVectors, type Subject, subjectOf } from './subject';
import type { LayerVerdict, Profile, TextVerdict, Validation } from './validation';
import { LEAST_MAPPED, vectorMap } from './vector-map';

/** Layers that compare vectors component by component, which is meaningless across models. */
const OF_ONE_MODEL: readonly Layer[] = ['identity', 'distribution'];

/**
 * Compares present vectors with the golden set, layer by layer.
 * @param openIndex opens the index that answers nearest-neighbour queries
 * @throws InputError if the golden set has no approved vectors yet, or none that the profile can compare
 */
export async function judgeByLayers(
  golden: GoldenSet,
  present: PresentVectors,
  inputs: GateInputs,
  openIndex: OpenIndex,
): Promise<Validation> {
  const { profile, reason } = chooseProfile(
    inputs.validationProfile,
    golden,
    present.model,
    inputs.validationNeighbours,
  );
  const subject = subjectOf(golden, present, inputs, profile);
  const searched = await search(subject, golden, present, inputs, openIndex);
  const findings = judge(subject, searched, present.model.contract, inputs);
  const layers = LAYERS.map((layer) => verdictOf(layer, findings[layer], profile, inputs.failOnValidation));
  const texts = golden.texts.map((_, at) => textVerdict(at, subject, searched, findings, present.positions));
  const similarities = texts.flatMap(({ similarity }) => similarity ?? []);
  // With an empty fail-on-validation no layer gates, so the verdict covers all layers.
  const asked = inputs.failOnValidation.length === 0 ? layers : layers.filter(({ gates }) => gates);
  return {
    passed: asked.every(({ verdict }) => verdict !== 'failed'),
    profile,
    profileReason: reason,
    goldenSet: goldenSetFacts(golden),
    engine: searched.engine,
    k: subject.k,
    neighboursFrom: inputs.validationNeighbours,
    layers,
    texts,
    ...(similarities.length > 0 && { similarity: similarityFacts(similarities) }),
    ...(golden.texts.length >= LEAST_MAPPED && { map: mapOf(subject) }),
    notInCorpus: present.notInCorpus,
  };
}

function judge(
  subject: Subject,
  searched: Searched,
  contract: EmbeddingContract,
  inputs: GateInputs,
): Record<Layer, Findings> {
  const { golden, names, approved, present, usable, comparable, profile, k } = subject;
  const otherDimensions = skip('approved and present vectors have different dimensions');
  const paired = [...usable.keys()].filter((position) => usable[position]);
  return {
    sanity: checkSanity({
      names,
      approved,
      present,
      dimensions: contract.dimensions,
      normalized: contract.normalize,
      mayMerge: profile === 'cross-model',
    }),
    identity: comparable ? checkIdentity(identified(subject, searched), inputs.validationThreshold) : otherDimensions,
    neighbourhood:
      inputs.validationNeighbours === 'golden' && golden.length < LEAST_WITH_NEIGHBOURS
        ? skip(`fewer than ${LEAST_WITH_NEIGHBOURS} golden texts, so their neighbours cannot change`)
        : checkNeighbourhood(surrounded(subject, searched), k, inputs.validationRecall),
    required: checkRequired(
      golden.map(({ name, mustInclude, mustExclude }, at) => ({
        name,
        mustInclude,
        mustExclude,
        present: (searched.present.lists[at] ?? []).slice(0, k).map((one) => one.name),
      })),
      k,
    ),
    distribution: comparable
      ? checkDistribution(
          paired.map((position) => approved[position] as Vector),
          paired.map((position) => usable[position] as Vector),
        )
      : otherDimensions,
  };
}

function identified({ names, approved, usable }: Subject, { nearestApproved: nearest }: Searched) {
  return names.map((name, at) => {
    const found = nearest[at];
    return {
      name,
      similarity: similarityAt(usable, approved, at),
      ...(found && { nearest: { name: names[found.position] as string, similarity: found.similarity } }),
    };
  });
}

function surrounded({ names }: Subject, { approved, present }: Searched) {
  return names.map((name, at) => ({
    name,
    approved: (approved.lists[at] ?? []).map(({ key }) => key),
    present: present.lists[at] ?? [],
  }));
}

function verdictOf(layer: Layer, findings: Findings, profile: Profile, chosen: readonly Layer[]): LayerVerdict {
  const { checks, skipped } = findings;
  if (skipped !== undefined) return { layer, verdict: 'skipped', gates: false, why: skipped, checks };
  if (profile === 'cross-model' && OF_ONE_MODEL.includes(layer)) {
    const why = 'vectors of different models cannot be compared; use the numbers only if you know that these can';
    return { layer, verdict: 'skipped', gates: false, why, checks };
  }
  const verdict = checks.every(({ passed }) => passed) ? 'passed' : 'failed';
  if (chosen.includes(layer)) return { layer, verdict, gates: true, checks };
  // A gate against changed vectors must not open because the model changed.
  if (profile === 'cross-model' && layer === 'neighbourhood' && chosen.some((one) => OF_ONE_MODEL.includes(one))) {
    return { layer, verdict, gates: true, why: 'replaces the layers that need vectors of one model', checks };
  }
  return { layer, verdict, gates: false, why: 'not listed in fail-on-validation', checks };
}

function textVerdict(
  at: number,
  subject: Subject,
  searched: Searched,
  findings: Readonly<Record<Layer, Findings>>,
  positions: ReadonlyMap<string, Position>,
): TextVerdict {
  const { name, text } = subject.golden[at] as GoldenText;
  const position = positions.get(text);
  const approved = (searched.approved.lists[at] ?? []).slice(0, subject.k);
  const present = searched.present.lists[at] ?? [];
  const judged = LAYERS.filter((layer) => !(subject.profile === 'cross-model' && OF_ONE_MODEL.includes(layer)));
  return {
    name,
    excerpt: excerpt(text, EXCERPT_LENGTH),
    ...(position && { position }),
    ...(subject.comparable && { similarity: similarityAt(subject.usable, subject.approved, at) }),
    ...(approved.length > 0 && keptNeighbours({ name, approved: approved.map(({ key }) => key), present }, subject.k)),
    approvedNeighbours: approved.map(withoutKey),
    presentNeighbours: present.slice(0, subject.k).map(withoutKey),
    faults: judged.flatMap((layer) =>
      findings[layer].faults.filter((fault) => fault.position === at).map(({ message }) => ({ layer, message })),
    ),
  };
}

function mapOf({ approved, usable, comparable, profile }: Subject): NonNullable<Validation['map']> {
  const dimensions = usable.find((vector) => vector)?.length ?? 0;
  // A missing vector is drawn as the zero vector.
  const present = usable.map((vector) => vector ?? new Float32Array(dimensions));
  return vectorMap(approved, present, profile === 'cross-model' || !comparable);
}

function goldenSetFacts({ path, header, texts }: GoldenSet): Validation['goldenSet'] {
  if (!header) return { path, texts: texts.length };
  const { version, approvedAt, commit, model, fingerprint } = header;
  return {
    path,
    texts: texts.length,
    version,
    approvedAt,
    ...(commit !== undefined && { approvedCommit: commit }),
    model,
    fingerprint,
  };
}
