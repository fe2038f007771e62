import { choice, flag, integer, readBy, text } from '../kinds';
import { KNOWS_MODEL } from '../modes';

export const MODEL = readBy(KNOWS_MODEL, {
  model: text({
    essential: true,
    description:
      'Model folder, or owner/name on the hub. Empty: all-MiniLM-L6-v2, which is built in. A folder needs config.json, tokenizer.json and onnx/model.onnx. With embedder openai, the name that the service knows.',
    default: '',
  }),
  revision: text({
    description:
      'Commit, branch or tag of a model on the hub. Branches and tags are resolved in each run. With embedder openai or command, any word for the version of the model.',
    default: '',
  }),
  'hub-endpoint': text({
    description: 'Address of the hub, or of a mirror, for models named owner/name.',
    default: 'https://huggingface.co',
    known: 'HF_ENDPOINT',
  }),
  'hub-token': text({
    description: 'Access token for models on the hub that are not public.',
    default: '',
    known: 'HF_TOKEN',
    secret: true,
  }),
  'hub-offline': flag({
    description: 'Use only models that were downloaded before, and send no request to the hub.',
    default: 'false',
  }),
  dtype: choice(['auto', 'fp32', 'fp16', 'q8', 'quantized', 'q4'], {
    description:
      'Precision of the model. fp32 loads onnx/model.onnx, fp16 onnx/model_fp16.onnx, quantized onnx/model_quantized.onnx (one text at a time), q4 onnx/model_q4.onnx. q8 loads onnx/model.onnx and computes in 8-bit integers: faster, less exact (docs/quantization.md). auto: fp32, else fp16.',
    default: 'auto',
  }),
  pooling: choice(['auto', 'mean', 'cls', 'last'], {
    description:
      "Method that turns token states into one vector. auto: that of the model's 1_Pooling/config.json, else mean, with a warning.",
    default: 'auto',
  }),
  normalize: choice(['auto', 'true', 'false'], {
    description: "Scale vectors to length 1. auto: as in the model's modules.json, else true.",
    default: 'auto',
  }),
  'max-tokens': integer(0, 1_000_000, {
    description:
      'Most tokens of a text that are embedded, including special tokens; the rest is cut off. 0: the limit in sentence_bert_config.json, else that of the model.',
    default: '0',
  }),
  prompt: text({
    description:
      "Name of a prompt of the model to put before each text, such as query or passage. auto: the model's default prompt, if it names one. none: no prompt.",
    default: 'auto',
  }),
  'text-prefix': text({
    description: 'Text to put before each text, such as "query: " for E5 models.',
    default: '',
  }),
  dimensions: integer(0, 65_536, {
    description:
      'Number of components to keep from the start of each vector, for Matryoshka models. 0: all. Required with embedder openai and command.',
    default: '0',
  }),
});
