// Loaded into a measured process (`node -r`): leaves what it used (memory, processor) in a file when it ends.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  if (process.env.KAAL_BENCH_MEMORY) {
    writeFileSync(process.env.KAAL_BENCH_MEMORY, JSON.stringify(process.resourceUsage()));
  }
});
