import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { InputError, messageOf } from '../base/errors';
import { PartialFile } from '../base/partial-file';
import { readLines } from '../corpus/lines';
import { contractChanges, describeChange, partsOf } from '../keys/contract-parts';
import type { EmbeddingContract, Fingerprint } from '../keys/embedding-contract';
import type { TextKey } from '../keys/text-key';
import type { ShardLoad } from './balance';

const FORMAT = 'embed-once/plan@1';
const ANY_VERSION = /^embed-once\/plan@\d+$/;

/** The first line. */
interface PlanHead {
  readonly format: typeof FORMAT;
  /** Of embed-once. */
  readonly version: string;
  readonly fingerprint: Fingerprint;
  readonly contract: EmbeddingContract;
}

/** The last line. A plan without it is incomplete. */
export interface PlanEnd {
  /** Of the corpus of the plan. */
  readonly records: number;
  readonly unique: number;
  /** Missing texts. */
  readonly texts: number;
  readonly tokens: number;
  readonly shards: readonly ShardLoad[];
  /** Of all lines before, with their line ends. */
  readonly crc32: number;
}

/** The model that a plan is for. */
export interface PlanModel {
  readonly fingerprint: Fingerprint;
  readonly contract: EmbeddingContract;
}

/** Writes a plan: JSON Lines, with a pair of text key and tokens per missing text. docs/plan.md has the format. */
export class PlanWriter {
  private checksum = 0;

  private constructor(private readonly file: PartialFile) {}

  /** @throws OutputError */
  static async open(path: string, model: PlanModel, version: string): Promise<PlanWriter> {
    const writer = new PlanWriter(await PartialFile.open(path));
    const { fingerprint, contract } = model;
    writer.line({ format: FORMAT, version, fingerprint, contract } satisfies PlanHead);
    return writer;
  }

  async add(key: TextKey, tokens: number): Promise<void> {
    this.line([key, tokens]);
    if (this.file.full) await this.file.flush();
  }

  /** Gives the file its name. */
  async finish(end: Omit<PlanEnd, 'crc32'>): Promise<void> {
    this.line({ ...end, crc32: this.checksum } satisfies PlanEnd);
    await this.file.finish();
  }

  async discard(): Promise<void> {
    await this.file.discard();
  }

  private line(value: unknown): void {
    const line = `${JSON.stringify(value)}\n`;
    this.checksum = crc32(line, this.checksum);
    this.file.text(line);
  }
}

/**
 * Reads a plan, in order, and checks that it is complete and for this model.
 * @param model undefined for any
 * @param each called per missing text; these calls count only once this function returns
 * @throws InputError with the fault of the file
 */
export async function readPlan(
  path: string,
  model: PlanModel | undefined,
  each: (key: TextKey, tokens: number) => void,
): Promise<PlanEnd> {
  const fault = (what: string, cause?: unknown) => new InputError([`plan-path: ${path} ${what}`], { cause });
  const broken = () => fault('is incomplete, or was changed. Create it again with mode plan.');
  let lines = 0;
  let texts = 0;
  let checksum = 0;
  let end: PlanEnd | undefined;
  try {
    for await (const block of readLines(createReadStream(path, { highWaterMark: 1 << 18 }), {
      bad: noPlan,
      encoding: 'UTF-8',
    })) {
      for (const line of block.texts) {
        if (end) throw broken();
        const value = parse(line ?? '');
        if (lines++ === 0) checkHead(value, model, fault);
        else if (Array.isArray(value) && typeof value[0] === 'string' && Number.isSafeInteger(value[1])) {
          each(value[0], value[1]);
          texts++;
        } else if (isEnd(value) && value.crc32 === checksum && value.texts === texts) end = value;
        else throw broken();
        checksum = crc32(`${line}\n`, checksum);
      }
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw fault(`cannot be read: ${messageOf(error)}`, error);
  }
  if (lines === 0) throw fault('is not a plan of embed-once: it is empty.');
  if (!end) throw broken();
  return end;

  function noPlan(): never {
    throw lines === 0 ? fault('is not a plan of embed-once.') : broken();
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isEnd(value: unknown): value is PlanEnd {
  const end = value as Partial<PlanEnd> | null | undefined;
  return typeof end?.texts === 'number' && typeof end.tokens === 'number' && Array.isArray(end.shards);
}

function checkHead(value: unknown, model: PlanModel | undefined, fault: (what: string) => InputError): void {
  const { format, version, fingerprint, contract } = (value ?? {}) as Partial<PlanHead>;
  if (typeof format !== 'string' || !ANY_VERSION.test(format)) throw fault('is not a plan of embed-once.');
  if (format !== FORMAT) {
    throw fault(
      `is a plan of embed-once ${version} in the format ${format}, but this version reads ${FORMAT}. Create it again with mode plan.`,
    );
  }
  if (!model || fingerprint === model.fingerprint) return;
  const changes = contractChanges(partsOf({ ...contract }), partsOf(model.contract)).map(describeChange);
  throw fault(
    `was made for another model: ${changes.join('; ')}. Use the same inputs to plan and embed, or create the plan again.`,
  );
}
