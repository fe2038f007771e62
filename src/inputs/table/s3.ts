import { readBy, text } from '../kinds';
import { READS_FILES } from '../modes';

export const S3 = readBy(READS_FILES, {
  's3-endpoint': text({
    description: 'Address of an S3-compatible server, such as http://minio:9000. Empty: AWS.',
    default: '',
    known: ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'],
  }),
  's3-region': text({
    description: 'Region of s3:// objects.',
    default: 'us-east-1',
    known: 'AWS_REGION',
  }),
  's3-access-key-id': text({
    description:
      'Access key that signs requests for s3:// objects. Empty: the credentials that the AWS SDK finds, such as the role of a pod or machine, or a profile; requests are unsigned if it finds none.',
    default: '',
    known: 'AWS_ACCESS_KEY_ID',
    secret: true,
  }),
  's3-secret-access-key': text({
    description: 'Secret key of s3-access-key-id.',
    default: '',
    known: 'AWS_SECRET_ACCESS_KEY',
    secret: true,
  }),
  's3-session-token': text({
    description: 'Session token of the two keys, if they are temporary.',
    default: '',
    known: 'AWS_SESSION_TOKEN',
    secret: true,
  }),
});
