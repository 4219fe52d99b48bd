export interface Cluster {
  /** Of the superuser. */
  readonly adminUrl: string;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

/** `durable`: what it has answered survives a crash. */
export function startCluster(options?: { readonly durable?: boolean }): Promise<Cluster>;
