/** A user's strategy file, TypeScript or JavaScript, loaded and checked for its shape. */
import { createJiti } from 'jiti';
import type { Strategy } from '../../sim/protocol/strategy.ts';
import { StrategyFault } from '../../sim/protocol/strategy-fault.ts';
import { plainError } from './guarded-strategy.ts';

const ACCEPTED = 'export const strategy: Strategy = { about, harms, parameters, create }';

/**
 * Loads `file`; `use` is its path in the scenario. `import … from 'elastinet'` gives the module at `door`.
 * Everything that is wrong with the file is a {@link StrategyFault} of the act `load`.
 */
export async function loadStrategy(use: string, file: string, door: string): Promise<Strategy> {
  let exports: unknown;
  try {
    const elastinet: unknown = await import(door);
    const jiti = createJiti(file, { fsCache: false, interopDefault: false, virtualModules: { elastinet } });
    exports = await jiti.import(file);
  } catch (error) {
    throw loadFault(use, `threw ${describe(error)}`);
  }
  const { strategy } = (exports ?? {}) as { strategy?: unknown };
  if (!isRecord(strategy)) throw loadFault(use, `exports no strategy; accepted: ${ACCEPTED}`);
  const missing = shapeComplaint(strategy);
  if (missing !== undefined) throw loadFault(use, `${missing}; accepted: ${ACCEPTED}`);
  return { harms: [], ...strategy } as unknown as Strategy;
}

/** The first part of the shape that is not as it should be. */
function shapeComplaint(strategy: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof strategy['about'] !== 'string') return 'about is not a text';
  if (typeof strategy['create'] !== 'function') return 'create is not a function';
  const harms = strategy['harms'] ?? [];
  if (!Array.isArray(harms)) return 'harms is not a list of metrics';
  if (!isRecord(strategy['parameters'])) return 'parameters is not an object';
  for (const [name, parameter] of Object.entries(strategy['parameters'])) {
    if (!isParameter(parameter)) return `parameter ${name} is neither of kind number nor of kind choice`;
  }
  return undefined;
}

function isParameter(parameter: unknown): boolean {
  if (!isRecord(parameter) || typeof parameter['about'] !== 'string') return false;
  const { kind, min, max, choices } = parameter;
  const initial = parameter['default'];
  if (kind === 'number') return [initial, min, max].every((value) => typeof value === 'number');
  return kind === 'choice' && Array.isArray(choices) && choices.includes(initial);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function loadFault(use: string, reason: string): StrategyFault {
  return new StrategyFault(use, 'load', 0, reason);
}

function describe(error: unknown): string {
  const { name, message } = plainError(error);
  return `${name}: ${message.split('\n')[0]}`;
}
