/** One replaced piece of a document. Offsets and lengths are UTF-16. */
export interface ContentChange {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}
