/** How many passwords may be written anew: it is work that nobody waits for. */
export abstract class RehashBudget {
  /** Whether one may be now; counts it. */
  abstract spend(): boolean;
}
