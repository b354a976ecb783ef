import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../src/sim/protocol/metrics.ts';
import { SCENARIO, scenarioJsonSchema } from '../../../src/sim/scenario/schema.ts';

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
}

describe('the JSON Schema of a scenario', () => {
  const schema = scenarioJsonSchema() as JsonSchema;

  it('has every key of the scenario, asks for the version alone, and forbids other keys', () => {
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(SCENARIO.shape));
    expect(schema.required).toEqual(['version']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties?.network.additionalProperties).toBe(false);
  });

  it('says ranges and choices to editors', () => {
    expect(schema.properties?.network.properties?.nodes).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 1e6,
    });
    expect(schema.properties?.metrics.items?.enum).toEqual(METRICS.map((metric) => metric.id));
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  });
});
