import { count, counted } from '../base/wording';
import type { Inputs } from '../inputs/inputs';
import type { RecomputeFacts } from '../resolve/recompute-audit';
import type { LayerVerdict } from '../validation/validation';
import type { RunReport } from './run-report';
import { approvalRefusal } from './sections/golden';
import { checkLine, failedLayers, plain } from './sections/validation';

/** Deviating vectors in a message. report.json has more. */
const VECTORS_SHOWN = 10;

type GateInputs = Pick<Inputs, 'goldenSet'>;

export interface Gate {
  readonly message: string;
  /** Whether it fails the run. */
  readonly fails: boolean;
}

/** Returns the failed checks of a run: those that fail it, and those that only warn. */
export function gates({ validation, recomputed, approved }: RunReport, inputs: GateInputs): Gate[] {
  const found: Gate[] = [];
  if (recomputed && recomputed.deviating > 0) {
    found.push({ message: deviationMessage(recomputed), fails: recomputed.gates });
  }
  const refusal = approved && approvalRefusal(approved);
  if (refusal !== undefined) found.push({ message: refusal, fails: true });
  const { closing, others } = failedLayers(validation ?? { layers: [] });
  if (closing.length > 0) found.push({ message: validationMessage(closing, inputs.goldenSet), fails: true });
  if (others.length > 0) found.push({ message: validationMessage(others, inputs.goldenSet), fails: false });
  return found;
}

/** Returns whether a failed check fails the run, so nothing downstream may use its results. */
export function isGateClosed(report: RunReport, inputs: GateInputs): boolean {
  return gates(report, inputs).some(({ fails }) => fails);
}

/** Names deviating vectors by their records, never by their texts. */
function deviationMessage({ deviating, sampled, tolerance, named }: RecomputeFacts): string {
  const rows = named
    .slice(0, VECTORS_SHOWN)
    .map(
      ({ key, source, line, tier, deviation }) =>
        `\n  ${source}:${line}: ${key} from ${tier}, by ${deviation.toPrecision(2)}`,
    );
  const more = deviating - rows.length;
  return [
    `${count(deviating)} of ${counted(sampled, 'recomputed vector')} deviate by more than ${tolerance}: a tier holds vectors that this model does not produce. `,
    'They were replaced in the output and in the tiers that this run may write. Others may remain: run once with --cache-mode recache or --audit-sample 1.',
    ...rows,
    ...(more > 0 ? [`\n  and ${count(more)} more, in report.json`] : []),
  ].join('');
}

function validationMessage(layers: readonly LayerVerdict[], goldenSet: string): string {
  const found = layers.map(({ layer, checks }) => {
    const failed = checks.filter(({ passed }) => !passed).map(checkLine);
    return failed.length > 0 ? `${layer} (${failed.join('; ')})` : layer;
  });
  return `validation failed: ${plain(found.join(', '))}. If the change is intended, run mode golden with approve: all and commit ${goldenSet}.`;
}
