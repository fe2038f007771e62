import { readFile } from 'node:fs/promises';
import { InputError, messageOf } from '../base/errors';
import type { Inputs } from '../inputs/inputs';
import type { RedisCertificates } from './connection';

export type RedisFileInput = 'redisPasswordFile' | 'redisCa' | 'redisCert' | 'redisKey';

/** The contents of the files that the inputs name. */
export interface RedisFiles {
  readonly password: string;
  readonly certificates: RedisCertificates;
}

/** @throws InputError with every file that cannot be used */
export async function readRedisFiles(inputs: Pick<Inputs, RedisFileInput>): Promise<RedisFiles> {
  const faults: string[] = [];
  const password = (await read('redis-password-file', inputs.redisPasswordFile, faults))?.replace(/[\r\n]+$/, '');
  if (password === '') faults.push(`redis-password-file: ${inputs.redisPasswordFile} contains no password.`);
  const ca = await readPem('redis-ca', inputs.redisCa, faults);
  const cert = await readPem('redis-cert', inputs.redisCert, faults);
  const key = await readPem('redis-key', inputs.redisKey, faults);
  if (faults.length > 0) throw new InputError(faults);
  return {
    password: password ?? '',
    certificates: { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) },
  };
}

async function readPem(name: string, file: string, faults: string[]): Promise<string | undefined> {
  const text = await read(name, file, faults);
  if (text !== undefined && !text.includes('-----BEGIN ')) {
    faults.push(`${name}: ${file} is not a PEM file: no line begins with -----BEGIN.`);
  }
  return text;
}

async function read(name: string, file: string, faults: string[]): Promise<string | undefined> {
  if (file === '') return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    faults.push(`${name}: cannot read ${file}: ${messageOf(error)}`);
    return undefined;
  }
}
