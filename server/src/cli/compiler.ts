/** V8's optimising compiler and its garbage collector in a process that is over in a second or two. */

/** By V8's major version, as its flags are other ones in each: those of Node 20; 22 and 23; 24. */
const LATER: Readonly<Record<string, readonly string[]>> = {
  11: ['--interrupt-budget=1000000'],
  12: ['--invocation-count-for-turbofan=45000', '--invocation-count-for-osr=12000'],
  13: ['--invocation-count-for-turbofan=45000', '--invocation-count-for-osr=12000'],
};

/** What is inlined into one function, in bytes of bytecode (V8: 920). */
const LESS = '--max-inlined-bytecode-size-cumulative=200';

/**
 * What is new on the heap is gone through by one thread: there are 16 MB of it at a time, little of which lives, and
 * several threads that each look for a share of that took some three hundredths of the processor's time more. No run became longer.
 */
const ALONE = '--no-parallel-scavenge';

/**
 * Flags with which V8 optimises a function fifteen times later than it would, and inlines less into it: a run of `check`
 * spent more time on machine code than that saved it. It looks for garbage with one thread. None for a V8 that is not known: it
 * would complain of them.
 * @param version V8's, as `process.versions.v8` has it
 */
export function flagsOfShortRun(version: string): readonly string[] {
  const later = LATER[version.split('.', 1)[0] ?? ''];
  return later ? [...later, LESS, ALONE] : [];
}
