import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('./bundle.mjs', import.meta.url));

/** What a page loads to judge passwords. In a process of its own: the bundler is native code, which
 * does not recognise the objects of a test runner's separate realm. */
export async function bundledPolicy(): Promise<{ code: string; gzipped: number }> {
  const { stdout } = await run(process.execPath, [script], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as { code: string; gzipped: number };
}
