/** The JSON Schema of policies, from the table of inputs. Draft 7, which editors support best. */
import { type NamedInput, ORDERED } from '../../src/inputs/inputs';
import type { InputDefinition } from '../../src/inputs/kinds';
import { modesText } from '../../src/inputs/modes';
import { NEVER, VERSION } from '../../src/inputs/parse-policy';
import type { JsonSchema } from './type-schema';

export function policySchema(): JsonSchema {
  const settable = ORDERED.filter(([name, { secret }]) => !NEVER.includes(name) && !secret);
  const inputs = { $ref: '#/definitions/inputs' };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Policy of embed-once',
    type: 'object',
    properties: {
      version: { description: 'Version of the format.', enum: [Number(VERSION), VERSION] },
      settings: { description: 'Values that a run may change.', allOf: [inputs] },
      locked: {
        description: "Values that no run can override. Only in an organisation's policy.",
        allOf: [inputs],
      },
    },
    required: ['version'],
    additionalProperties: false,
    definitions: {
      inputs: {
        type: ['object', 'null'],
        properties: Object.fromEntries(settable.map((input) => [input[0], inputSchema(input)])),
        additionalProperties: false,
      },
    },
  };
}

function inputSchema([, input]: NamedInput): JsonSchema {
  const modes = input.modes ? ` Modes: ${modesText(input.modes)}.` : '';
  return {
    description: `${input.description} Allowed: ${input.allowed}.${modes}`,
    ...(input.default !== '' && { default: typedDefault(input) }),
    ...(input.list ? { anyOf: [valueSchema(input), listSchema(input)] } : valueSchema(input)),
  };
}

function typedDefault({ default: usual, typing }: InputDefinition<unknown>): unknown {
  return typing?.type === 'boolean' || typing?.type === 'integer' ? JSON.parse(usual) : usual;
}

/** A policy takes every value as text, but editors see a number or a boolean if it is not quoted. */
function valueSchema({ typing, form, range, list }: InputDefinition<unknown>): JsonSchema {
  const pattern = form && { pattern: form.source };
  const limits = range && { minimum: range[0], maximum: range[1] };
  switch (typing?.type) {
    case 'boolean':
      return { type: ['boolean', 'string'], ...pattern };
    case 'integer':
    case 'float':
      return {
        type: [typing.type === 'integer' ? 'integer' : 'number', 'string'],
        ...(limits ?? { minimum: 0 }),
        ...pattern,
      };
    case 'enum':
      return { enum: withBooleans(typing['allowed-values']) };
    case 'list': {
      const item = typing['list-item'];
      if (item.type !== 'enum') return { type: 'string' };
      const one = `(${item['allowed-values'].join('|')})`;
      const boolean = item['allowed-values'].includes('true') ? ['boolean'] : [];
      return { type: [...boolean, 'string'], pattern: `^\\s*${one}([\\s,]+${one})*\\s*$` };
    }
    default:
      if (list) return { type: 'string' };
      if (!form) return { type: ['string', 'number'] };
      // Without a unit, some forms allow no number, or 0 only.
      if (form.test('5')) return { type: ['string', 'number'], minimum: 0, ...pattern };
      return form.test('0')
        ? { anyOf: [{ const: 0 }, { type: 'string', ...pattern }] }
        : { type: 'string', ...pattern };
  }
}

function listSchema({ typing }: InputDefinition<unknown>): JsonSchema {
  const item = typing?.type === 'list' ? typing['list-item'] : undefined;
  return { type: 'array', items: item?.type === 'enum' ? { enum: item['allowed-values'] } : { type: 'string' } };
}

/** YAML reads true and false without quotes as booleans. */
function withBooleans(choices: readonly string[]): unknown[] {
  return [...choices, ...(choices.includes('true') ? [true, false] : [])];
}
