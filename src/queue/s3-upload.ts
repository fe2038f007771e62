import { openAsBlob } from 'node:fs';
import path from 'node:path';
import { CorpusError, messageOf } from '../base/errors';
import { S3, type S3Inputs } from '../corpus/s3';
import { parseS3Address, type S3Place } from '../corpus/s3-address';

/** Uploads files to an S3 prefix, so workers on other machines can read them. */
export class S3Upload {
  private readonly s3: S3;
  private readonly prefix: S3Place;
  /** Files by key. */
  private readonly files = new Map<string, string>();

  /** @param prefix as `s3://bucket/prefix/` */
  constructor(prefix: string, inputs: S3Inputs) {
    this.s3 = new S3(inputs);
    this.prefix = parseS3Address(prefix);
  }

  /**
   * Uploads a file under its path, without leading `/`, `./` and `../`. It replaces an existing object.
   * @param digest SHA-256 of the file in hexadecimal digits; S3 compares it with the bytes it receives
   * @returns the address of the object
   * @throws CorpusError if S3 refuses the upload, or two files would have the same key
   */
  async put(file: string, digest: string): Promise<string> {
    const { bucket } = this.prefix;
    const name = path.posix.normalize(file).replace(/^(\.?\.?\/)+/, '');
    const key = this.prefix.key + name;
    const other = this.files.get(key);
    if (other !== undefined && other !== file) {
      throw new CorpusError(
        `enqueue-upload: ${other} and ${file} would have the same key, ${key}. Enqueue them with different prefixes.`,
      );
    }
    this.files.set(key, file);
    const address = `s3://${bucket}/${key}`;
    try {
      const body = await openAsBlob(file);
      await this.s3.call(
        { bucket, key },
        { method: 'PUT', headers: { 'x-amz-content-sha256': digest }, body, right: 's3:PutObject' },
      );
    } catch (error) {
      throw new CorpusError(`enqueue-upload: cannot upload ${file} to ${address}: ${messageOf(error)}`, {
        cause: error,
      });
    }
    return address;
  }
}
