import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { flagsOfShortRun } from '../../server/src/cli/compiler';

describe('flags of V8 for a command that is over soon', () => {
  it('are those of the version', () => {
    expect(flagsOfShortRun('11.3.244.8-node.38')).toContain('--interrupt-budget=1000000');
    expect(flagsOfShortRun('12.4.254.21-node.57')).toContain('--invocation-count-for-turbofan=45000');
    expect(flagsOfShortRun('13.6.233.17-node.53')).toContain('--invocation-count-for-turbofan=45000');
  });

  it('are none where they may be others', () => {
    for (const version of ['10.2.154.26-node.36', '14.1.146.11-node.14', '99.0', ''])
      expect(flagsOfShortRun(version)).toEqual([]);
  });

  it('are known to the Node that is running', () => {
    const flags = flagsOfShortRun(process.versions.v8);
    const ran = spawnSync(process.execPath, [...flags, '-p', '1 + 1'], { encoding: 'utf8' });
    expect(ran.stderr).toBe('');
    expect(ran.stdout.trim()).toBe('2');
  });
});
