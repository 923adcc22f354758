/** Rewrites streamed text on its way to the editor; what it can't decide yet it holds back. */
export interface TextFilter {
  push(text: string): string;
  /** The rest, when no more text comes. */
  end(): string;
  /** True when nothing that follows can be wanted: the request may be closed. */
  readonly isClosed: boolean;
}
