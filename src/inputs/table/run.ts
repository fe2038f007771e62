import { choice, lines } from '../kinds';
import { MODE_NAMES, MODES } from '../modes';
import { REPOSITORY_POLICY } from '../policy';

const sentences = Object.entries(MODES).map(([mode, sentence]) => `${mode}: ${sentence}`);

export const RUN = {
  mode: choice(MODE_NAMES, {
    essential: true,
    description: `The work to do. On the command line, the first word is enough: embed-once plan. ${sentences.join(' ')}`,
    default: 'run',
  }),
  policy: lines({
    description: `Files with settings for this run; the first one that sets an input counts. Empty: ${REPOSITORY_POLICY}, if it exists. none: no file.`,
    default: '',
  }),
};
