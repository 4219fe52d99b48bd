interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
export function counted(
  report: {
    readonly testResults: readonly {
      readonly name: string;
      readonly status: string;
      readonly assertionResults: readonly { readonly status: string }[];
    }[];
  },
  root: string,
): { readonly folders: Readonly<Record<string, Count>>; readonly total: Count };
export function sum(counts: readonly Count[]): Count;
export function line(count: Count): string;
