/** A place in what is linted, before its line is known: a resource and the way into it. */
export interface Spot {
  /** A logical id, or Terraform's address; absent for a place outside of all resources. */
  readonly resource?: string | undefined;
  /** Names of members and numbers of items: from the resource, or else from the root. */
  readonly steps: readonly (string | number)[];
  /** Whether the last member's name is meant, rather than its value. */
  readonly isKey?: true | undefined;
}

/** A place further in. */
export function inside(spot: Spot, ...steps: readonly (string | number)[]): Spot {
  return { resource: spot.resource, steps: [...spot.steps, ...steps] };
}

/** The name of the member that is there. */
export function keyOf(spot: Spot): Spot {
  return { ...spot, isKey: true };
}
