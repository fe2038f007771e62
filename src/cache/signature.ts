import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

export const KEY_ID_BYTES = 8;
/** Size of an HMAC-SHA256. */
export const SIGNATURE_BYTES = 32;
/** The message that yields a key id. A plain digest of the key is unsafe: HMAC uses that digest as the key for keys over 64 bytes. */
const ID_MESSAGE = 'embed-once key id';

interface SigningKey {
  readonly id: Buffer;
  readonly secret: KeyObject;
}

/**
 * The keys of `cache-signing-key`: the first signs, all verify, so you can rotate a key without losing entries that the old one
 * signed. A key id, the first 8 bytes of HMAC-SHA256 of a fixed text, identifies the key of a signature.
 */
export class SigningKeys {
  private readonly keys: readonly SigningKey[];

  /** @param secrets at least one, each at least the 32 bytes that `keysIn` requires */
  constructor(secrets: readonly string[]) {
    if (secrets.length === 0) throw new RangeError('no signing key');
    this.keys = secrets.map((text) => {
      const secret = createSecretKey(text, 'utf8');
      return { secret, id: createHmac('sha256', secret).update(ID_MESSAGE).digest().subarray(0, KEY_ID_BYTES) };
    });
  }

  /** In hexadecimal, the signing key's first. An id identifies a key and reveals nothing else about it. */
  get ids(): string[] {
    return this.keys.map(({ id }) => id.toString('hex'));
  }

  /** Id of the signing key. */
  get id(): Uint8Array {
    return this.signer.id;
  }

  /** Returns the HMAC-SHA256 over `name` (latin1) and `message`, by the first key. */
  sign(name: string, message: Uint8Array): Buffer {
    return mac(this.signer, name, message);
  }

  /** Returns whether this id is one of our keys, and `signature` is valid for it. */
  verify(id: Uint8Array, name: string, message: Uint8Array, signature: Uint8Array): boolean {
    const key = this.keys.find((one) => one.id.equals(id));
    return key !== undefined && timingSafeEqual(mac(key, name, message), signature);
  }

  private get signer(): SigningKey {
    return this.keys[0] as SigningKey;
  }
}

function mac({ secret }: SigningKey, name: string, message: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(name, 'latin1').update(message).digest();
}
