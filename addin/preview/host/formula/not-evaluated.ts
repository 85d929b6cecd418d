/** This host does not know how to calculate a formula; Excel may. Never taken for a result. */
export class NotEvaluated extends Error {
  /** @param what the piece of the formula that stopped it */
  constructor(what: string) {
    super(`not evaluated: ${what}`);
    this.name = "NotEvaluated";
  }
}
