import { CdkDrag } from '@angular/cdk/drag-drop';
import { Directive, inject, input } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Moving } from './moving';
import { Viewport } from './viewport';

/** The browser's click at the end of a drag is no choice. */
const CLICK_AFTER_DROP_MS = 60;

/** A card, comment or group that the CDK moves, and with it all that is selected. */
@Directive({ selector: '[appMovable]', hostDirectives: [CdkDrag], host: { '(pointerdown)': 'take()' } })
export class Movable {
  private readonly drag = inject(CdkDrag, { self: true });
  private readonly viewport = inject(Viewport);
  private readonly moving = inject(Moving);
  private droppedAt = -Infinity;

  /** Id of what it moves. */
  readonly appMovable = input.required<string>();

  constructor() {
    // Subscribed here, not in the template: an output there would check the whole canvas for every pixel.
    this.drag.started.pipe(takeUntilDestroyed()).subscribe(() => this.moving.start(this.appMovable()));
    this.drag.ended.pipe(takeUntilDestroyed()).subscribe(() => {
      this.drag.reset();
      this.droppedAt = performance.now();
      this.moving.drop();
    });
    // Answers where the corner goes, in client pixels.
    this.drag.constrainPosition = (pointer, _ref, corner, grip) => {
      const zoom = this.viewport.zoom();
      const by = this.moving.to({
        x: (pointer.x - grip.x - corner.left) / zoom,
        y: (pointer.y - grip.y - corner.top) / zoom,
      });
      return { x: corner.left + by.x * zoom, y: corner.top + by.y * zoom };
    };
  }

  justDropped(): boolean {
    return performance.now() - this.droppedAt < CLICK_AFTER_DROP_MS;
  }

  protected take(): void {
    // The CDK reads the scale when a drag begins: set now, zooming need not touch every card.
    this.drag.scale = this.viewport.zoom();
  }
}
