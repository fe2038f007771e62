import { describe, expect, it } from '@jest/globals';
import { MessageFault } from '../../../src/base/errors';
import { parseMessages } from '../../../src/queue/message';
import { objectsMadeBy } from '../../../src/queue/s3-event';

const record = (eventName: string, key: string, bucket = 'b') => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'eu-central-1',
  eventName,
  s3: { bucket: { name: bucket, arn: `arn:aws:s3:::${bucket}` }, object: { key, size: 3, eTag: 'x', sequencer: '1' } },
});

const made = (event: unknown) => objectsMadeBy(JSON.stringify(event));

describe('an event of S3', () => {
  it.each([
    ['of a new object', { Records: [record('ObjectCreated:Put', 'a.pdf')] }, ['s3://b/a.pdf']],
    [
      'of several, some removed',
      {
        Records: [
          record('ObjectCreated:CompleteMultipartUpload', 'a.pdf'),
          record('ObjectRemoved:Delete', 'b.pdf'),
          record('ObjectCreated:Copy', 'c.pdf', 'other'),
        ],
      },
      ['s3://b/a.pdf', 's3://other/c.pdf'],
    ],
    [
      'with a key that is escaped',
      { Records: [record('ObjectCreated:Post', 'a+folder/%C3%BCber%2B1%3F%2A.txt')] },
      ['s3://b/a folder/über+1?*.txt'],
    ],
    [
      'of an object that is back from an archive',
      { Records: [record('s3:ObjectRestore:Completed', 'a')] },
      ['s3://b/a'],
    ],
    ['of one that is asked for from an archive', { Records: [record('s3:ObjectRestore:Post', 'a')] }, []],
    ['of a folder that a console made', { Records: [record('ObjectCreated:Put', 'folder/')] }, []],
    ['of tags', { Records: [record('ObjectTagging:Put', 'a.pdf')] }, []],
    ['that S3 sends to try the queue', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'b' }, []],
    [
      'of EventBridge, whose keys are not escaped',
      {
        source: 'aws.s3',
        'detail-type': 'Object Created',
        detail: { bucket: { name: 'b' }, object: { key: 'a+%41 b' } },
      },
      ['s3://b/a+%41 b'],
    ],
    [
      'of EventBridge, removed',
      { source: 'aws.s3', 'detail-type': 'Object Deleted', detail: { bucket: { name: 'b' }, object: { key: 'a' } } },
      [],
    ],
    [
      'in a notification of SNS',
      { Type: 'Notification', Message: JSON.stringify({ Records: [record('ObjectCreated:Put', 'a')] }) },
      ['s3://b/a'],
    ],
    [
      'of MinIO',
      {
        EventName: 's3:ObjectCreated:Put',
        Records: [{ ...record('s3:ObjectCreated:Put', 'a'), eventSource: 'minio:s3' }],
      },
      ['s3://b/a'],
    ],
  ])('%s', (_, event, objects) => {
    expect(made(event)).toEqual(objects);
  });

  it.each([
    ['another service', { Records: [{ eventSource: 'aws:ses', eventName: 'ObjectCreated:Put' }] }],
    ['a record without an object', { Records: [{ eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'b' } } }] }],
    ['a key that is escaped wrongly', { Records: [record('ObjectCreated:Put', '%zz')] }],
    ['a record that is none', { Records: [null, 7] }],
    ['a list', [record('ObjectCreated:Put', 'a')]],
    ['a wrapping in a wrapping', { Type: 'Notification', Message: '{"Type":"Notification","Message":"{}"}' }],
    ['something else', { order: 'a pizza' }],
  ])('is not %s', (_, event) => {
    const fields = new Map([
      ['type', 's3-event'],
      ['event', JSON.stringify(event)],
    ]);
    // Records that made nothing are no fault of those who sent them.
    if (JSON.stringify(event) === '{"Records":[null,7]}') return expect(parseMessages(fields)).toEqual([]);
    expect(made(event)).toBeUndefined();
    expect(() => parseMessages(fields)).toThrow(MessageFault);
  });

  it('asks for a document each', () => {
    const event = JSON.stringify({ Records: [record('ObjectCreated:Put', 'a'), record('ObjectCreated:Put', 'b')] });
    expect(
      parseMessages(
        new Map([
          ['type', 's3-event'],
          ['event', event],
          ['tries', '1'],
        ]),
      ),
    ).toEqual([
      { kind: 'document', source: 's3://b/a' },
      { kind: 'document', source: 's3://b/b' },
    ]);
    expect(() =>
      parseMessages(
        new Map([
          ['type', 's3-event'],
          ['event', event],
          ['source', 'x'],
        ]),
      ),
    ).toThrow(/no fields source/);
  });
});
