/** Somebody asked as nobody we know, or for a place that they can't be in: answered as not there. */
export class NotAllowed extends Error {
  override readonly name = "NotAllowed";
}
