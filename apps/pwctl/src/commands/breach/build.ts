import type { BuildOptions, BuildWatch } from '#libs/breach-corpus';
import { buildCorpus, versionOf } from '#libs/breach-corpus';

import { progressLine } from './progress.js';
import type { Terminal } from './terminal.js';

const STAGES = { stream: 'building', scatter: 'reading', merge: 'sorting' } as const;

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

/** Builds a corpus file, and says how far it is and what came of it. */
export async function buildCommand(
  options: Omit<BuildOptions, 'watch'>,
  terminal: Terminal,
): Promise<void> {
  const header = await buildCorpus({ ...options, watch: told(terminal) });
  const { entries, flavour } = header;
  terminal.print(`${options.out}: ${entries} entries, ${flavour}, version ${versionOf(header)}`);
}

function told(terminal: Terminal): BuildWatch {
  const begun = performance.now();
  let before: number | undefined;
  return {
    onProgress: (progress) => {
      // What an earlier run has done must not count as speed.
      before ??= progress.entries;
      const made = { ...progress, entries: progress.entries - before };
      terminal.tell(progressLine(STAGES[progress.stage], made, performance.now() - begun));
    },
    onResume: (stage) => terminal.print(`going on where it was interrupted (${STAGES[stage]})`),
    onSort: ({ bytes, free, known }) => {
      const need = `${known ? '' : 'up to '}${megabytes(bytes)}`;
      terminal.print(
        `the sources are in no order and are sorted on disk: ${need} needed, ${megabytes(free)} free`,
      );
    },
  };
}
