/** What is told while a request is on its way out. */
export interface ConnectListener {
  /** A connection is needed and may have to be made. */
  onConnecting(): void;
  /** The connection stands and the request leaves. */
  onConnected(): void;
}

/** Runs a fetch and tells the stages of its connection, where the platform reports them. */
export type ConnectWatch = <T>(run: () => Promise<T>, listener: ConnectListener) => Promise<T>;
