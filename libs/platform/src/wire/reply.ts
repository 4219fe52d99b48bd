import type { CommonRefusal } from '#libs/identity';

/** A finished answer; nothing below this knows HTTP and nothing above knows refusals. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What an answer may say about its request. */
export interface ReplyContext {
  readonly requestId: string;
  /** Path only, without query. */
  readonly path: string;
}

/** A published interface as the edge sees it: which paths are its own, and how it says no. */
export interface PathDialect {
  speaks(path: string): boolean;
  refuse(refusal: CommonRefusal, context: ReplyContext): Reply;
}
