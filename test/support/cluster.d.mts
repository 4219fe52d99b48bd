export interface Cluster {
  /** Of the superuser. */
  readonly adminUrl: string;
  /** SIGKILL to all of its processes; answers when they are gone. Needs /proc. */
  crash(): Promise<void>;
  /** Starts it again on what is left; answers when it has recovered. */
  restart(): Promise<void>;
  /** Stops the server and removes its folder. */
  stop(): Promise<void>;
}

/** `durable`: what it has answered survives a crash. */
export function startCluster(options?: { readonly durable?: boolean }): Promise<Cluster>;
