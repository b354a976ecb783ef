/**
 * A scenario that is well formed but cannot be built: found when the world is laid, or when its events find
 * no room. Reported like bad input.
 */

/** Names the field, its value and what would be accepted. Exit code 2. */
export class InfeasibleScenario extends Error {
  override readonly name = 'InfeasibleScenario';
  /** Path of the field in the scenario, such as `delegation.holders`. */
  readonly path: string;
  readonly value: string;
  readonly accepted: string;

  constructor(path: string, value: string, accepted: string) {
    super(`${path}: ${value} cannot be built; accepted: ${accepted}`);
    this.path = path;
    this.value = value;
    this.accepted = accepted;
  }
}
