import type { PullOptions } from '#libs/breach-corpus';
import { pullRanges } from '#libs/breach-corpus';
import { Egress } from '#libs/platform';

import { progressLine } from './progress.js';
import type { Terminal } from './terminal.js';

type PullCommand = Pick<PullOptions, 'folder' | 'baseUrl' | 'parallel' | 'ranges'>;

/** Brings a folder of ranges up to date. The operator names the server: it may be a neighbour. */
export async function pullCommand(command: PullCommand, terminal: Terminal): Promise<void> {
  const egress = new Egress({ allowPrivate: true, maxSockets: command.parallel ?? 16 });
  const begun = performance.now();
  try {
    const { transferred, total, entries } = await pullRanges({
      ...command,
      egress,
      onProgress: (progress) => {
        const shown = { ...progress, entries: progress.done };
        terminal.tell(progressLine('pulling', shown, performance.now() - begun));
      },
    });
    terminal.print(
      `${command.folder}: ${total} ranges, ${entries} entries; ${transferred} ranges were new`,
    );
  } finally {
    egress.close();
  }
}
