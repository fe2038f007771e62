import { readFile } from 'node:fs/promises';
import { weightLimit } from './processor';
import { quantizeRowWise } from './row-wise';

/**
 * A model whose products with weights are computed in 8 bits, made in memory at each load: that takes less time than it would
 * to make sure that a file kept from last time is still what it was.
 * @param file an .onnx file in fp32
 * @param processor class of instruction sets, as the contract names it
 * @throws ModelError if nothing in it can be rewritten
 */
export async function quantizedModel(file: string, processor: string | undefined): Promise<Uint8Array> {
  return quantizeRowWise(await readFile(file), weightLimit(processor ?? ''));
}
