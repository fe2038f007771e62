import type { DeviceKind } from '../inputs/values/choices';
import type { ShardLoad } from './balance';
import { costUnknown, type LimitInputs, limitRefusal } from './limits';
import { kindOf, type Prediction, predict, type Rate } from './prediction';
import type { SurveyFacts } from './survey';

/** What is missing, how it is cut, and what it is going to take. */
export interface PlanFacts extends SurveyFacts {
  /** Where the list of it was written; absent where none was. */
  readonly path?: string;
  readonly shards: readonly ShardLoad[];
  /** One for each device on which this model has run, the one used last first. */
  readonly predictions: readonly Prediction[];
  /** Kinds of device of which nothing is known. */
  readonly notKnown: readonly DeviceKind[];
  /** True if max-cost was given and could not be looked at. */
  readonly costUnknown: boolean;
  /** Which limit forbids to go on, as a sentence. */
  readonly refusal?: string;
}

const KINDS: readonly DeviceKind[] = ['cpu', 'cuda'];

/** @param rates of the devices that may embed it. @param kinds that are of interest */
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
