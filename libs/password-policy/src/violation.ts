/** One unmet rule, with what a screen needs to say it. Names as on the wire. */
export type Violation =
  | { readonly code: 'too_short'; readonly minimum: number }
  | { readonly code: 'too_long'; readonly maximum: number }
  | { readonly code: 'too_many_bytes'; readonly maximum: number }
  | { readonly code: 'same_as_current' }
  | { readonly code: 'breached'; readonly at_least: number };
