import { choice, flag, text } from '../kinds';
import { LOOKS_UP } from '../modes';

export const REPORT = {
  'report-dir': text({
    description:
      'Folder for report.json, report.html for people, junit.xml for dashboards, summary.md and metrics.prom. audit writes audit.json, summary.md and metrics.prom. Empty: no files.',
    default: 'output/report',
  }),
  'decision-log': text({
    modes: ['run'],
    description:
      'File that explains each hit and miss, as JSON Lines: the tier that had the vector, or the reason that none had it. Each run replaces it. Empty: none.',
    default: '',
  }),
  'decision-log-detail': choice(['window', 'record'], {
    modes: ['run'],
    description:
      'Detail of the decision log. window: one line per 1,024 records. record: also one line per record, with its text key.',
    default: 'window',
  }),
  comment: flag({
    modes: LOOKS_UP,
    description:
      'Comment on the pull request that GitHub runs this for. Later runs update the same comment. Needs github-token.',
    default: 'false',
  }),
  'github-token': text({
    modes: LOOKS_UP,
    description: 'Token that writes the comment: github.token, in a job with the permission pull-requests: write.',
    default: '',
    secret: true,
  }),
  progress: choice(['auto', 'on', 'off'], {
    modes: ['run', 'plan', 'embed', 'golden'],
    description: 'Show a progress bar on a terminal, and a line now and then in a log. auto: on.',
    default: 'auto',
  }),
};
