/** Texts that are mended in rounds, in memory. */
import type { FileEdits } from '../fix/fix';
import { overlayFiles } from '../project/memoryFiles';
import { applyEdits, type TextEdit } from '../text/edit';
import { offsetBefore } from '../text/origin';
import type { AnalysisOptions, FixedFile } from './api';

export class MendedTexts {
  private readonly before = new Map<string, string>();
  private readonly after = new Map<string, string>();
  /** By file: the edits of each round. */
  private readonly rounds = new Map<string, (readonly TextEdit[])[]>();
  private readonly overlay: AnalysisOptions['files'];

  constructor(private readonly files: AnalysisOptions['files']) {
    this.overlay = overlayFiles(files, this.after);
  }

  /** The files as they are by now; the very ones that were given while nothing has changed. */
  get current(): AnalysisOptions['files'] {
    return this.after.size === 0 ? this.files : this.overlay;
  }

  /** Makes the edits of a round; their offsets mean the texts as they are by now. */
  edit(edits: readonly FileEdits[]): void {
    for (const { file, edits: list } of edits) {
      const text = this.overlay.readText(file) ?? '';
      if (!this.before.has(file)) this.before.set(file, text);
      this.after.set(file, applyEdits(text, list));
      this.rounds.set(file, [...(this.rounds.get(file) ?? []), list]);
    }
  }

  /** Where an offset of a text as it is by now was at first. */
  origin(file: string, offset: number): number {
    return (this.rounds.get(file) ?? []).reduceRight((at, edits) => offsetBefore(edits, at), offset);
  }

  /** The files that are not as they were. */
  changed(): readonly FixedFile[] {
    return [...this.after].flatMap(([file, text]): FixedFile[] => {
      const old = this.before.get(file) ?? '';
      return old === text ? [] : [{ file, before: old, after: text }];
    });
  }
}
