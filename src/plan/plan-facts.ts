import type { DeviceKind } from '../inputs/values/choices';
import type { ShardLoad } from './balance';
import { costUnknown, type LimitInputs, limitRefusal } from './limits';
import { kindOf, type Prediction, predict, type Rate } from './prediction';
import type { SurveyFacts } from './survey';

/** The missing texts, their shards, and the predicted time and cost. */
export interface PlanFacts extends SurveyFacts {
  /** The file that lists the missing texts; absent if none was written. */
  readonly path?: string;
  readonly shards: readonly ShardLoad[];
  /** One per device on which this model has run, the one used last first. */
  readonly predictions: readonly Prediction[];
  /** Kinds of device without a prediction. */
  readonly notKnown: readonly DeviceKind[];
  /** True if max-cost was given and could not be checked. */
  readonly costUnknown: boolean;
  /** The limit that forbids embedding, as a sentence. */
  readonly refusal?: string;
}

const KINDS: readonly DeviceKind[] = ['cpu', 'cuda'];

/** @param rates of the devices that may embed the texts. @param kinds of device that are of interest */
export function planFacts(
  survey: SurveyFacts,
  shards: readonly ShardLoad[],
  rates: readonly Rate[],
  inputs: LimitInputs,
  kinds = KINDS,
): PlanFacts {
  const predictions = rates.map((rate) => predict(rate, shards, inputs.costPerHour[kindOf(rate.device)]));
  const refusal = limitRefusal({ misses: survey.misses, predictions }, inputs);
  return {
    ...survey,
    shards,
    predictions,
    notKnown: kinds.filter((kind) => !rates.some(({ device }) => kindOf(device) === kind)),
    costUnknown: costUnknown(predictions, survey.misses, inputs),
    ...(refusal !== undefined && { refusal }),
  };
}
