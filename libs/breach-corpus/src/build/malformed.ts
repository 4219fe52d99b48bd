/** A source that cannot be understood is refused whole: what is left out would count as clean. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
}
