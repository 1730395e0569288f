import { Directive, input, output, signal } from '@angular/core';
import { type PickedFile, droppedFiles } from '../../library/uploads/file-keep';

/** Takes one file that is dropped on the element; while one hovers, the element has the class `dropping`. */
@Directive({
  selector: '[appFileDrop]',
  host: {
    '[class.dropping]': 'hovering()',
    '(dragover)': 'over($event)',
    '(dragleave)': 'leave($event)',
    '(drop)': 'drop($event)',
  },
})
export class FileDrop {
  readonly mayDrop = input.required<boolean>({ alias: 'appFileDrop' });
  readonly fileDropped = output<PickedFile>();
  protected readonly hovering = signal(false);

  protected over(event: DragEvent): void {
    if (!this.mayDrop() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = 'copy';
    this.hovering.set(true);
  }

  protected leave(event: DragEvent): void {
    const [to, here] = [event.relatedTarget, event.currentTarget];
    if (!(to instanceof Node && here instanceof Node && here.contains(to))) this.hovering.set(false);
  }

  protected async drop(event: DragEvent): Promise<void> {
    if (!this.hovering() || !event.dataTransfer) return;
    event.preventDefault();
    event.stopPropagation();
    this.hovering.set(false);
    const [first] = await droppedFiles(event.dataTransfer);
    if (first) this.fileDropped.emit(first);
  }
}
