/** What the suite uses of mocha, which is installed only where the end-to-end tests run. */
declare function describe(title: string, body: () => void): void;
declare function it(title: string, body: (this: { skip(): never }) => Promise<void>): void;

declare module 'mocha' {
  interface Runner {
    on(event: 'pass' | 'pending', listener: (test: Test) => void): void;
    on(event: 'fail', listener: (test: Test, error: Error) => void): void;
  }
  interface Test {
    readonly duration?: number;
    fullTitle(): string;
  }
  export default class Mocha {
    constructor(options: {
      ui: 'bdd';
      timeout: number;
      reporter: string;
      reporterOptions: { output: string };
    });
    readonly suite: {
      emit(event: 'pre-require', context: typeof globalThis, file: string, mocha: Mocha): void;
    };
    run(done: (failures: number) => void): Runner;
  }
}
