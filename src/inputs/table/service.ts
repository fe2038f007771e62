import { duration, integer, readBy, size, text } from '../kinds';

export const SERVICE = readBy(['serve'], {
  host: text({
    description: 'Address to listen on. Empty: every address of this machine. Requests are not authenticated.',
    default: '',
  }),
  port: integer(0, 65_535, {
    essential: ['serve'],
    description: 'Port to listen on. 0: any free one.',
    default: '8080',
    known: 'PORT',
  }),
  'serve-concurrency': integer(1, 256, {
    description: 'Most events processed at the same time.',
    default: '4',
  }),
  'serve-queue': integer(0, 10_000, {
    description: 'Most events that wait for others. Further events get the answer 429.',
    default: '32',
  }),
  'serve-max-body': size({
    description: 'Largest body of a request.',
    default: '8MB',
  }),
  'serve-timeout': duration({
    description: 'Time for a request to arrive. A slower one gets the answer 408.',
    default: '30s',
  }),
  'serve-max-texts': integer(1, 1_000_000, {
    description: 'Most records per event, summed over its documents.',
    default: '10000',
  }),
});
