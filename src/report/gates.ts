import type { Inputs } from '../inputs/inputs';
import { deviationMessage, validationMessage } from './account';
import { refusalOf } from './golden-lines';
import type { RunReport } from './run-report';

type GateInputs = Pick<Inputs, 'goldenSet'>;

export interface Gate {
  readonly message: string;
  /** Whether it ends the pipeline. */
  readonly fails: boolean;
}

/** What is not as it should be, and whether that is to fail the pipeline. */
export function gates({ validation, recomputed, approved }: RunReport, inputs: GateInputs): Gate[] {
  const found: Gate[] = [];
  if (recomputed && recomputed.deviating > 0) {
    found.push({ message: deviationMessage(recomputed), fails: recomputed.gates });
  }
  const refusal = approved && refusalOf(approved);
  if (refusal !== undefined) found.push({ message: refusal, fails: true });
  const failed = validation?.layers.filter(({ verdict }) => verdict === 'failed') ?? [];
  for (const fails of [true, false]) {
    const layers = failed.filter(({ gates }) => gates === fails);
    if (layers.length > 0) found.push({ message: validationMessage(layers, inputs.goldenSet), fails });
  }
  return found;
}

/** Whether nobody is to go on with what the run made. */
export function isGateClosed(report: RunReport, inputs: GateInputs): boolean {
  return gates(report, inputs).some(({ fails }) => fails);
}
