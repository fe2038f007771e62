import { EnvelopeCodec, envelopeForm, isSigned, knowsVersion } from '../cache/envelope';
import type { SigningKeys } from '../cache/signature';
import type { VectorSpace } from '../cache/vector-cache';
import type { TextKey } from '../keys/text-key';

/** Digits of a fingerprint in the name of a vector in Redis. */
export const SHORT_DIGITS = 16;

/** The kind of a key under the prefix. `passing`: a lease or another short-lived key. `foreign`: of no form known to this version; never read or touched. */
export type NameKind =
  | { readonly kind: 'vector'; readonly fingerprint: string; readonly key: TextKey; readonly scope?: string }
  | { readonly kind: 'passing' }
  | { readonly kind: 'ledger' }
  | { readonly kind: 'foreign' };

/** @param name of a key in Redis, with its prefix */
export function classifyName(prefix: string, name: string): NameKind {
  const rest = name.slice(prefix.length + 1);
  const [, fingerprint, scope, key] = /^([0-9a-f]{16}):(?:~([a-z0-9-]+):)?([\w-]{43})$/.exec(rest) ?? [];
  if (fingerprint && key) return { kind: 'vector', fingerprint, key, ...(scope !== undefined && { scope }) };
  if (/^[0-9a-f]{16}:(?:~[a-z0-9-]+:)?(?:lease|mended):/.test(rest)) return { kind: 'passing' };
  return rest.startsWith('ledger:') ? { kind: 'ledger' } : { kind: 'foreign' };
}

/**
 * `valid`: intact, of this name, and with a checksum. `corrupt`: not the entry that was stored under this name. `unverifiable`: the
 * checksum covers the whole fingerprint, which is unknown. `unknown`: another version of the envelope, perhaps a newer one.
 * `unsigned`: intact, but not signed, or not with any of the given keys.
 */
export type Verdict = 'valid' | 'unsigned' | 'corrupt' | 'unverifiable' | 'unknown';

/** Judges envelopes of all known fingerprints, by the length and dtype in their trailers. */
export class EnvelopeJudge {
  /** Whole fingerprints, by their first digits. */
  private readonly wholes = new Map<string, string[]>();
  private readonly codecs = new Map<string, EnvelopeCodec>();

  constructor(
    fingerprints: Iterable<string>,
    private readonly signingKeys?: SigningKeys,
  ) {
    for (const whole of new Set(fingerprints)) {
      const short = whole.slice(0, SHORT_DIGITS);
      this.wholes.set(short, [...(this.wholes.get(short) ?? []), whole]);
    }
  }

  /** Returns the whole fingerprint if it is known, else the given digits. */
  nameOf(fingerprint: string): string {
    const wholes = this.wholes.get(fingerprint);
    return wholes?.length === 1 ? (wholes[0] as string) : fingerprint;
  }

  /** @param fingerprint whole, or its first 16 digits */
  judge(fingerprint: string, key: TextKey, envelope: Uint8Array, scope?: string): Verdict {
    const form = envelopeForm(envelope);
    if (!form) return 'corrupt';
    if (!knowsVersion(form.version)) return 'unknown';
    if (!form.dtype) return 'corrupt';
    const wholes = fingerprint.length > SHORT_DIGITS ? [fingerprint] : this.wholes.get(fingerprint);
    if (!wholes) return 'unverifiable';
    const { dimensions, dtype } = form;
    for (const whole of wholes) {
      const name = `${whole} ${dimensions} ${dtype} ${scope ?? ''}`;
      const codec = this.codecs.get(name) ?? this.codec({ fingerprint: whole, dimensions, dtype, scope });
      const refusal = codec.refusal(key, envelope);
      if (refusal === 'corrupt') continue;
      // Kept only now: damaged trailers could give as many codecs as there are entries.
      this.codecs.set(name, codec);
      return refusal ?? (isSigned(form) ? 'valid' : 'unsigned');
    }
    return 'corrupt';
  }

  private codec({ scope, ...space }: Omit<VectorSpace, 'scope'> & { scope: string | undefined }): EnvelopeCodec {
    const keys = this.signingKeys && { signingKeys: this.signingKeys };
    return new EnvelopeCodec({ ...space, ...keys, ...(scope !== undefined && { scope }) });
  }
}
