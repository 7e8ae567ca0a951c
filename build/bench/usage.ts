/**
 * Loaded before the product (`node --import`) in the measured process: writes what the process used into the file that
 * CAUSEWAY_BENCH_USAGE names, when it ends.
 */
import { readFileSync, writeFileSync } from 'node:fs';

export type Usage = { readonly cpuSeconds: number; /** Peak resident set, in MiB. */ readonly peakMib: number };

/** Linux: VmHWM. Not `ru_maxrss`, which also counts the process that started this one (getrusage(2), fork without exec). */
function peakMib(): number {
  try {
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kib !== undefined) return Number(kib) / 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}

const file = process.env['CAUSEWAY_BENCH_USAGE'];
if (file !== undefined) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    writeFileSync(file, JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakMib: peakMib() } satisfies Usage));
  });
}
