import {
  ALL_RANGES,
  CorpusFile,
  falsePositiveRate,
  sha1Of,
  verification,
  versionOf,
} from '#libs/breach-corpus';

import type { Terminal } from './terminal.js';

/** What a corpus says of itself. */
export function infoCommand(path: string, { print }: Terminal): void {
  const { header, close } = opened(path);
  close();
  const { flavour, prefixBits, entries } = header;
  print(`version          ${versionOf(header)}`);
  print(`source           ${header.sourceName}, ${header.sourceDate.toISOString()}`);
  print(`flavour          ${flavour}${flavour === 'full' ? ' (serves ranges)' : ''}`);
  print(`entries          ${entries}`);
  print(`minimum count    ${header.minimumCount}`);
  print(`coverage         ${((100 * header.ranges) / ALL_RANGES).toFixed(2)} % of all ranges`);
  print(`index            ${prefixBits} bits, ${4 * (2 ** prefixBits + 1)} bytes in memory`);
  print(`false positives  ${falsePositiveRate(flavour, prefixBits, entries).toExponential(2)}`);
}

/** Reads every byte. @throws CorpusDamaged, CorpusUnusable */
export function verifyCommand(path: string, { print, tell }: Terminal): void {
  const { header, file, close } = opened(path);
  const buckets = 2 ** header.prefixBits;
  for (const done of verification(file, path)) {
    tell(`verifying ${((100 * done) / buckets).toFixed(1)} %`);
  }
  close();
  print(`${path}: every one of ${header.entries} entries is as it was written`);
}

/** Looks one password up, which comes from a prompt or a pipe, never from the command line. */
export async function checkCommand(
  path: string,
  terminal: Terminal,
): Promise<'clean' | 'breached'> {
  const { file, header, close } = opened(path);
  const password = await terminal.readSecret('Password: ');
  const count = file.find(sha1Of(password.normalize('NFC')));
  close();
  const seen = header.flavour === 'full' ? `${count} times` : `at least ${count} times`;
  terminal.print(count > 0 ? `breached: seen ${seen}` : 'clean');
  terminal.print(`(corpus ${versionOf(header)})`);
  return count > 0 ? 'breached' : 'clean';
}

function opened(path: string): {
  file: CorpusFile;
  header: CorpusFile['header'];
  close: () => void;
} {
  const file = CorpusFile.open(path);
  return { file, header: file.header, close: () => file.close() };
}
