import { cited, count, counted, percent } from '../base/wording';
import type { Layer } from '../inputs/values/choices';
import type { LayerVerdict, Validation } from '../validation/validation';
import { approvalLine, proposalLine, refusalOf } from './golden-lines';
import type { RunReport } from './run-report';
import { faulty } from './worst-texts';

/** What a run came to, in words: what a reader wants to know first. */
export interface Verdict {
  readonly state: 'passed' | 'failed' | 'warned' | 'neutral';
  readonly title: string;
  /** With a full stop. */
  readonly sentence: string;
  /** What to do about it, a sentence each. */
  readonly advice: readonly string[];
}

/** Where to look, by what failed. */
const ADVICE: Readonly<Record<Layer, string>> = {
  sanity: 'Vectors themselves are broken: look at the model files, the dtype and the device before anything else.',
  identity:
    'Vectors are not where they were: compare model, revision, tokenizer, pooling, prefix and dtype with those of the approval.',
  neighbourhood:
    'What is near what has changed: read the worst texts below, and decide whether their new neighbours are better or worse.',
  required:
    'A neighbour that must be there is gone, or one that must not be there has come: people named these, so take them at their word.',
  distribution:
    'All vectors moved a little, together: look for a changed prefix, quantization or normalization rather than for single texts.',
};

/** The first that applies is the verdict. */
const VERDICTS: readonly ((report: RunReport) => Verdict | undefined)[] = [
  ifRefused,
  ifNotAsApproved,
  ifDeviating,
  ifAsApproved,
  ifPlanned,
  ifProposed,
  ifApproved,
  ifNotJudged,
];

export function verdictOf(report: RunReport): Verdict {
  for (const find of VERDICTS) {
    const verdict = find(report);
    if (verdict) return verdict;
  }
  throw new Error('a run that was not judged is the last verdict, and always applies');
}

/** Layers that failed, those that close the gate apart. */
export function failedLayers({ layers }: Pick<Validation, 'layers'>): {
  closing: readonly LayerVerdict[];
  others: readonly LayerVerdict[];
} {
  const failed = layers.filter(({ verdict }) => verdict === 'failed');
  return { closing: failed.filter(({ gates }) => gates), others: failed.filter(({ gates }) => !gates) };
}

/** What validation came to, as a sentence without a full stop. */
export function validationSentence(validation: Validation): string {
  const { goldenSet, texts } = validation;
  const { closing, others } = failedLayers(validation);
  const version = goldenSet.version === undefined ? '' : `, version ${goldenSet.version}`;
  const wrong = faulty(validation);
  const set = `${counted(texts.length, 'golden text')} (${goldenSet.path}${version})`;
  const state = wrong === 0 ? `${set}, none with a fault` : `${count(wrong)} of ${set} with a fault`;
  if (closing.length > 0)
    return `${layerNames(closing)} ${closing.length === 1 ? 'closes' : 'close'} the gate: ${state}`;
  return others.length > 0 ? `${layerNames(others)} failed without closing the gate: ${state}` : state;
}

function layerNames(layers: readonly LayerVerdict[]): string {
  return cited(layers.map(({ layer }) => layer));
}

function ifRefused({ plan }: RunReport): Verdict | undefined {
  if (plan?.refusal === undefined) return undefined;
  return { state: 'failed', title: 'Not begun: a limit forbids it', sentence: plan.refusal, advice: [] };
}

function ifNotAsApproved(report: RunReport): Verdict | undefined {
  const { validation } = report;
  if (!validation) return undefined;
  const { closing, others } = failedLayers(validation);
  const failed = [...closing, ...others];
  if (failed.length === 0) return undefined;
  const closed = closing.length > 0;
  return {
    state: closed ? 'failed' : 'warned',
    title: closed
      ? 'Validation failed'
      : validation.passed
        ? 'Validation passed, with faults that close no gate'
        : 'Validation failed; the gate stays open',
    sentence: `${capital(validationSentence(validation))}.`,
    advice: [...changesOf(report, validation), ...failed.map(({ layer }) => ADVICE[layer]), approval(validation)],
  };
}

/** What is known to have changed since the approval, or at least since the last run. */
function changesOf({ model, explanation }: RunReport, { goldenSet, profile }: Validation): string[] {
  const found: string[] = [];
  if (goldenSet.fingerprint !== undefined && goldenSet.fingerprint !== model.fingerprint) {
    const [from, to] = [goldenSet.fingerprint, model.fingerprint].map((digest) => digest.slice(0, 16));
    found.push(`The embedding contract is not the approved one: fingerprint ${from} then, ${to} now.`);
  }
  if (explanation?.cause === 'contract') found.push(`Since the last run: ${explanation.sentence}.`);
  if (profile === 'cross-model') found.push(MIXING);
  return found;
}

const MIXING = 'Present and approved vectors must not be mixed in one index: the models differ.';

function approval({ goldenSet }: Validation): string {
  const { path, approvedCommit } = goldenSet;
  const last = approvedCommit === undefined ? '' : ` It was last approved at commit ${approvedCommit.slice(0, 12)}.`;
  return `If the change is meant, run mode golden with approve: all and commit ${path}; if it is not, undo it.${last}`;
}

function ifDeviating({ recomputed }: RunReport): Verdict | undefined {
  if (!recomputed || recomputed.deviating === 0) return undefined;
  const closes = recomputed.gates;
  return {
    state: closes ? 'failed' : 'warned',
    title: closes ? 'A tier held wrong vectors' : 'A tier held wrong vectors; the gate stays open',
    sentence: `${count(recomputed.deviating)} of ${counted(recomputed.sampled, 'vector')} that were embedded again deviate by more than ${recomputed.tolerance}, and were replaced.`,
    advice: ['Run once with cache-mode recache, or with audit-sample 1: others like them may be left.'],
  };
}

function ifAsApproved({ validation }: RunReport): Verdict | undefined {
  if (!validation) return undefined;
  return {
    state: 'passed',
    title: 'Validation passed',
    sentence: `${capital(validationSentence(validation))}.`,
    advice: validation.profile === 'cross-model' ? [MIXING] : [],
  };
}

function ifPlanned({ mode, texts, plan }: RunReport): Verdict | undefined {
  if (mode !== 'plan') return undefined;
  const missing = plan?.misses ?? texts.misses;
  return {
    state: 'neutral',
    title: missing === 0 ? 'Nothing is missing' : `${counted(missing, 'text')} missing`,
    sentence: `${percent(texts.hitRate)} of ${counted(texts.unique, 'text')} have a vector in some tier.`,
    advice: [],
  };
}

function ifProposed({ proposed }: RunReport): Verdict | undefined {
  if (!proposed) return undefined;
  return {
    state: 'neutral',
    title: 'Golden set proposed',
    sentence: `${capital(proposalLine(proposed))}.`,
    advice: [],
  };
}

function ifApproved({ approved }: RunReport): Verdict | undefined {
  if (!approved) return undefined;
  const { path, outcome } = approved;
  const refusal = refusalOf(approved);
  return {
    state: refusal === undefined ? 'neutral' : 'failed',
    title: APPROVAL_TITLES[outcome],
    sentence: `${capital(refusal ?? approvalLine(approved))}${refusal === undefined ? '.' : ''}`,
    advice: outcome === 'written' ? [`Commit ${path}.`] : [],
  };
}

const APPROVAL_TITLES = {
  written: 'Golden set approved',
  unchanged: 'Golden set approved as it was',
  'dry-run': 'What an approval would change',
  refused: 'Golden set not approved',
} as const;

function ifNotJudged({ texts }: RunReport): Verdict {
  return {
    state: 'neutral',
    title: 'Done, without validation',
    sentence: `${percent(texts.hitRate)} of ${counted(texts.unique, 'text')} had a vector in some tier, ${count(texts.embedded)} were embedded.`,
    advice: ['Give a golden-set, and every run says whether its vectors are still those that were approved.'],
  };
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
