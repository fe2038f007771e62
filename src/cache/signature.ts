import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

export const KEY_ID_BYTES = 8;
/** Of an HMAC-SHA256. */
export const SIGNATURE_BYTES = 32;
/** What a key id is made of. Not the bare digest of the key: HMAC works with that digest where a key is above 64 bytes. */
const ID_MESSAGE = 'embed-once key id';

interface SigningKey {
  readonly id: Buffer;
  readonly secret: KeyObject;
}

/**
 * The keys of `cache-signing-key`: the first signs, all verify, so that a key can be replaced without losing what the one
 * before it signed. A key id, the first 8 bytes of HMAC-SHA256 of a fixed text, says which key a signature is by.
 */
export class SigningKeys {
  private readonly keys: readonly SigningKey[];

  /** @param secrets at least one, none shorter than the 32 bytes that `keysIn` asks for */
  constructor(secrets: readonly string[]) {
    if (secrets.length === 0) throw new RangeError('no signing key');
    this.keys = secrets.map((text) => {
      const secret = createSecretKey(text, 'utf8');
      return { secret, id: createHmac('sha256', secret).update(ID_MESSAGE).digest().subarray(0, KEY_ID_BYTES) };
    });
  }

  /** In hexadecimal, the one that signs first. They tell keys apart, and say nothing else about them. */
  get ids(): string[] {
    return this.keys.map(({ id }) => id.toString('hex'));
  }

  /** Of the key that signs. */
  get id(): Uint8Array {
    return this.signer.id;
  }

  /** HMAC-SHA256 over `name` (latin1) and `message`, by the first key. */
  sign(name: string, message: Uint8Array): Buffer {
    return mac(this.signer, name, message);
  }

  /** Whether `signature` is that of the key with this id, and the key is one of ours. */
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
