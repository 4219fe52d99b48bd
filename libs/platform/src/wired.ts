import type { FactoryProvider } from '@nestjs/common';

type Token<Part> = abstract new (...args: never[]) => Part;

/**
 * One line of a wiring table: `adapter` fulfils `port` and is made of `needs`. The compiler checks
 * that the needs are what the adapter's constructor asks for, in its order.
 */
export const wired = <Part, Args extends readonly unknown[]>(
  port: Token<Part>,
  adapter: new (...args: Args) => Part,
  needs: { readonly [Index in keyof Args]: Token<Args[Index]> },
): FactoryProvider => ({
  provide: port,
  useFactory: (...parts: unknown[]) => new adapter(...(parts as unknown as Args)),
  inject: [...needs],
});
