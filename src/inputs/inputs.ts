import type { InputDefinition } from './kinds';
import type { Mode } from './modes';
import { AUDIT } from './table/audit';
import { CACHE } from './table/cache';
import { CORPUS } from './table/corpus';
import { DEVICE } from './table/device';
import { EMBEDDER } from './table/embedder';
import { MODEL } from './table/model';
import { OUTPUT } from './table/output';
import { PLAN } from './table/plan';
import { QUEUE } from './table/queue';
import { REDIS } from './table/redis';
import { REPORT } from './table/report';
import { RUN } from './table/run';
import { S3 } from './table/s3';
import { SERVICE } from './table/service';
import { SINK } from './table/sink';
import { TRUST } from './table/trust';
import { VALIDATION } from './table/validation';

/** Every input by its heading. */
const TABLES = {
  Run: RUN,
  Corpus: CORPUS,
  S3,
  Model: MODEL,
  Embedder: EMBEDDER,
  Device: DEVICE,
  Redis: REDIS,
  Cache: CACHE,
  Trust: TRUST,
  'Output and record changes': OUTPUT,
  Validation: VALIDATION,
  Report: REPORT,
  'Plan and limits': PLAN,
  Queue: QUEUE,
  Sink: SINK,
  Audit: AUDIT,
  Service: SERVICE,
};

type AllOf<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Every input by its name. The flags, the help, action.yml, docs/inputs.md and the schema of policies follow from it. */
export const INPUTS = Object.assign({}, ...Object.values(TABLES)) as AllOf<(typeof TABLES)[keyof typeof TABLES]>;

type InputName = keyof typeof INPUTS;

type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** The request for a run: one property per input, in camel case, parsed and checked. */
export type Inputs = { readonly [K in InputName as CamelCase<K>]: ReturnType<(typeof INPUTS)[K]['parse']> };

/** An input with its name. */
export type NamedInput = readonly [name: string, input: InputDefinition<unknown>];

/** The inputs under their headings, in the order in which people see them: essential ones first. */
export const GROUPS: readonly (readonly [heading: string, inputs: readonly NamedInput[]])[] = [
  ['Essentials', Object.entries<InputDefinition<unknown>>(INPUTS).filter(([, input]) => input.essential === true)],
  ...Object.entries(TABLES).map(([heading, inputs]): [string, NamedInput[]] => [
    heading,
    Object.entries<InputDefinition<unknown>>(inputs).filter(([, input]) => input.essential !== true),
  ]),
];

/** The same without headings. */
export const ORDERED: readonly NamedInput[] = GROUPS.flatMap(([, inputs]) => inputs);

/** Whether a mode uses the value of an input. */
export function isRead({ modes }: InputDefinition<unknown>, mode: Mode): boolean {
  return modes === undefined || modes.includes(mode);
}
