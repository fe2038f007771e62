import { count, counted, percent } from '../../base/wording';
import type { Layer } from '../../inputs/values/choices';
import type { Validation } from '../../validation/validation';
import type { RunReport } from '../run-report';
import { faulty } from '../worst-texts';
import { approvalLine, approvalRefusal, proposalLine } from './golden';
import { fact, list, ON_PAGE, quantity, type Section, type State, section } from './model';
import { failedLayers, validationSentence } from './validation';

/** The verdict on a run: the first thing that a reader wants to know. */
interface Verdict {
  readonly state: State;
  readonly title: string;
  /** With a full stop. */
  readonly sentence: string;
  /** The next steps, a sentence each. */
  readonly advice: readonly string[];
}

export function verdictSection(report: RunReport): Section {
  const { texts, validation, warnings, queue, mode } = report;
  const { state, title, sentence, advice } = verdictOf(report);
  // The summary of a run that nothing judges has the same facts in its title.
  const media = state === 'neutral' ? (['comment', 'page'] as const) : (['summary', 'comment', 'page'] as const);
  const inDocuments = { media: ['summary', 'page'] } as const;
  const hits = `${count(texts.hits)} of ${count(texts.unique)}`;
  return section('verdict', title, [
    fact('', { kind: 'status', state, word: title, text: sentence }, { media, lead: true }),
    advice.length > 0 && fact('What to do', list(advice), { media, lead: true }),
    texts.unique > 0 && fact('Cache hits', quantity('share', texts.hitRate, hits), inDocuments),
    mode !== 'validate' && fact('Embedded', quantity('count', texts.embedded, counted(texts.tokens, 'token')), ON_PAGE),
    queue && fact('Messages', quantity('count', queue.done, `${count(queue.dead)} put aside`), ON_PAGE),
    validation &&
      fact(
        'Golden texts',
        quantity('count', validation.texts.length, `${count(faulty(validation))} with faults`),
        ON_PAGE,
      ),
    fact('Time', quantity('seconds', report.seconds), inDocuments),
    warnings.length > 0 && fact('Warnings', quantity('count', warnings.length), ON_PAGE),
  ]);
}

/** Returns the verdict on a run: the first that applies. */
export function verdictOf(report: RunReport): Verdict {
  const { plan, validation, recomputed, proposed, approved, texts, mode } = report;
  const refusal = plan?.refusal ?? (approved && approvalRefusal(approved));
  if (plan?.refusal !== undefined) return verdict('failed', 'Not started: a limit is exceeded', plan.refusal);
  if (validation?.layers.some(({ verdict: one }) => one === 'failed')) return failedValidation(report, validation);
  if (recomputed && recomputed.deviating > 0)
    return verdict(
      recomputed.gates ? 'failed' : 'warned',
      'A tier held wrong vectors',
      `${count(recomputed.deviating)} of ${counted(recomputed.sampled, 'recomputed vector')} deviate by more than ${recomputed.tolerance} and were replaced.`,
      ['Other wrong vectors may remain: run once with cache-mode: recache or audit-sample: 1.'],
    );
  if (validation)
    return verdict(
      'passed',
      'Validation passed',
      `${validationSentence(validation)}.`,
      validation.profile === 'cross-model' ? [MIXING] : [],
    );
  const hits = `${percent(texts.hitRate)} of ${counted(texts.unique, 'text')}`;
  const missing = plan?.misses ?? texts.misses;
  if (mode === 'plan')
    return verdict(
      'neutral',
      missing === 0 ? 'Nothing is missing' : `${counted(missing, 'text')} missing`,
      `${hits} have a cached vector.`,
    );
  if (proposed) return verdict('neutral', 'Golden set proposed', `${proposalLine(proposed)}.`);
  if (refusal !== undefined) return verdict('failed', 'Golden set not approved', refusal);
  if (approved)
    return verdict(
      'neutral',
      APPROVALS[approved.outcome],
      `${approvalLine(approved)}.`,
      approved.outcome === 'written' ? [`Commit ${approved.path}.`] : [],
    );
  return verdict(
    'neutral',
    'Done, not validated',
    `${hits} had a cached vector, ${count(texts.embedded)} were embedded.`,
    ['Set golden-set to have every run check that its vectors are still the approved ones.'],
  );
}

function verdict(state: State, title: string, sentence: string, advice: readonly string[] = []): Verdict {
  return { state, title, sentence, advice };
}

const APPROVALS = {
  written: 'Golden set approved',
  unchanged: 'Golden set unchanged',
  'dry-run': 'Approval previewed',
  refused: 'Golden set not approved',
} as const;

const MIXING = 'Do not mix present and approved vectors in one index: they come from different models.';

/** The places to look at, by failed layer. */
const ADVICE: Readonly<Record<Layer, string>> = {
  sanity: 'Vectors are broken: check the model files, the dtype and the device first.',
  identity:
    'Vectors have moved: compare model, revision, tokenizer, pooling, prefix and dtype with those of the approval.',
  neighbourhood:
    'Neighbours have changed: read the worst texts below and decide whether the new neighbours are better.',
  required:
    'A required neighbour is missing, or a forbidden one has appeared. People chose these, so check them one by one.',
  distribution:
    'All vectors have moved slightly and together: look for a changed prefix, quantization or normalization, not for single texts.',
};

function failedValidation({ model, explanation }: RunReport, validation: Validation): Verdict {
  const { goldenSet, profile, passed } = validation;
  const { closing, others } = failedLayers(validation);
  const advice = [...closing, ...others].map(({ layer }) => ADVICE[layer]);
  if (profile === 'cross-model') advice.unshift(MIXING);
  if (explanation?.cause === 'contract') advice.unshift(`Since the last run: ${explanation.sentence}.`);
  if (goldenSet.fingerprint !== undefined && goldenSet.fingerprint !== model.fingerprint) {
    const [from, to] = [goldenSet.fingerprint, model.fingerprint].map((digest) => digest.slice(0, 16));
    advice.unshift(`The embedding contract has changed since the approval: fingerprint ${from} then, ${to} now.`);
  }
  const commit = goldenSet.approvedCommit?.slice(0, 12);
  const last = commit === undefined ? '' : ` The last approval is at commit ${commit}.`;
  const fix = `If the change is intended, run mode golden with approve: all and commit ${goldenSet.path}.`;
  const warned = passed ? 'Validation passed with warnings' : 'Validation failed as a warning only';
  return verdict(
    closing.length > 0 ? 'failed' : 'warned',
    closing.length > 0 ? 'Validation failed' : warned,
    `${capital(validationSentence(validation))}.`,
    [...advice, `${fix} If not, revert it.${last}`],
  );
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
