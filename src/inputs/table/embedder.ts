import { choice, integer, readBy, text } from '../kinds';
import { EMBEDS, KNOWS_MODEL } from '../modes';

export const EMBEDDER = readBy(KNOWS_MODEL, {
  embedder: choice(['onnx', 'openai', 'command'], {
    description:
      "Implementation that embeds. onnx: the model's files, in this process. openai: a service with OpenAI's /v1/embeddings, or text-embeddings-inference. command: your own program.",
    default: 'onnx',
  }),
  'embedder-url': text({
    description:
      'Address of the service for embedder openai, such as https://api.openai.com/v1 or http://127.0.0.1:8080/embed.',
    default: '',
  }),
  'embedder-api-key': text({
    modes: EMBEDS,
    description: 'Bearer token for embedder openai. Empty: requests have no token.',
    default: '',
    secret: true,
  }),
  'embedder-concurrency': integer(1, 256, {
    modes: EMBEDS,
    description: 'Most concurrent requests with embedder openai.',
    default: '4',
  }),
  'embedder-batch': integer(1, 4096, {
    modes: EMBEDS,
    description:
      'Most texts per request with embedder openai. A request that the service rejects as too large is sent in halves.',
    default: '64',
  }),
  'embedder-command': text({
    description:
      'Command line for embedder command. The program reads {"texts": ["…"]} and answers {"vectors": [[…]]}, one line each, until its input ends.',
    default: '',
  }),
});
