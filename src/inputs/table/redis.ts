import { duration, redisUrl, text } from '../kinds';
import { KNOWS_MODEL } from '../modes';

export const REDIS = {
  'redis-url': redisUrl({
    essential: true,
    description:
      'Redis that shares vectors between runs; empty uses none. A single node, the sentinels of a master, or nodes of a cluster.',
    default: '',
    secret: true,
  }),
  'redis-password-file': text({
    description: 'File with the password, for a redis-url without one. Line ends at the end of the file are ignored.',
    default: '',
  }),
  'redis-ca': text({
    description: 'PEM file with the certificate authorities to trust, for TLS. Empty: those of Node.js.',
    default: '',
  }),
  'redis-cert': text({
    description: 'PEM file with the client certificate, for TLS, if the server requires one.',
    default: '',
  }),
  'redis-key': text({ description: 'PEM file with the private key of redis-cert.', default: '' }),
  'redis-prefix': text({
    modes: KNOWS_MODEL,
    description: 'Prefix of every key in Redis.',
    default: 'eo1',
  }),
  'redis-ttl': duration({
    modes: KNOWS_MODEL,
    description:
      'Time until a vector expires in Redis. Finding a vector renews it once less than half of this time is left.',
    default: '30d',
  }),
};
