// Loaded into a measured process (`node -r`): leaves its peak memory in a file when it ends.
const { writeFileSync } = require('node:fs');

process.on('exit', () => {
  if (process.env.KAAL_BENCH_MEMORY) {
    writeFileSync(process.env.KAAL_BENCH_MEMORY, JSON.stringify({ maxRSS: process.resourceUsage().maxRSS }));
  }
});
