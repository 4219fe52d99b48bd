export interface Cluster {
  /** Of the superuser. */
  readonly adminUrl: string;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

export function startCluster(): Promise<Cluster>;
